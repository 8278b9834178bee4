package org.wavetrain.audio;

import static org.bytedeco.ffmpeg.global.avutil.AV_CH_LAYOUT_MONO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_get_default_channel_layout;
import static org.bytedeco.ffmpeg.global.avutil.av_opt_set_double;
import static org.bytedeco.ffmpeg.global.swresample.swr_alloc_set_opts;
import static org.bytedeco.ffmpeg.global.swresample.swr_convert;
import static org.bytedeco.ffmpeg.global.swresample.swr_free;
import static org.bytedeco.ffmpeg.global.swresample.swr_get_out_samples;
import static org.bytedeco.ffmpeg.global.swresample.swr_init;

import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swresample.SwrContext;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Mixes channels down and brings frames to 16 kHz with FFmpeg's resampler. */
final class MonoResampler implements AutoCloseable {
  private static final int CHUNK_SAMPLES = 1 << 14;

  private final SwrContext context;
  private final FloatPointer chunk = new FloatPointer(CHUNK_SAMPLES);
  private final PointerPointer<FloatPointer> planes = new PointerPointer<>(1);
  private final float[] copied = new float[CHUNK_SAMPLES];

  private final int rateHz;
  private final int channels;
  private final int sampleFormat;

  /** For frames of the same rate, channels and sample format as {@code first}. */
  MonoResampler(AVFrame first) throws AudioRejected {
    rateHz = first.sample_rate();
    channels = first.channels();
    sampleFormat = first.format();
    planes.put(0, chunk);
    long layout = first.channel_layout();
    context =
        swr_alloc_set_opts(
            null,
            AV_CH_LAYOUT_MONO,
            AV_SAMPLE_FMT_FLT,
            DecodedAudio.SAMPLE_RATE_HZ,
            layout != 0 ? layout : av_get_default_channel_layout(channels),
            sampleFormat,
            rateHz,
            0,
            null);
    if (context == null || normalise(context) < 0 || swr_init(context) < 0) {
      close();
      throw new AudioRejected(
          AudioProblem.AUDIO_NOT_AUDIO,
          "Its %d channels at %d Hz cannot be brought to 16 kHz mono.".formatted(channels, rateHz));
    }
  }

  /** Makes the mix an average: for floating-point output FFmpeg would let it grow louder. */
  private static int normalise(SwrContext context) {
    return av_opt_set_double(context, "rematrix_maxval", 1, 0);
  }

  void convert(AVFrame frame, PcmSink samples) throws AudioRejected {
    // FFmpeg's resampler reads as many planes and bytes as it was made for, whatever there are.
    if (frame.sample_rate() != rateHz
        || frame.channels() != channels
        || frame.format() != sampleFormat) {
      throw new AudioRejected(
          AudioProblem.AUDIO_CORRUPT,
          "Its sound changes from %d channels at %d Hz to %d channels at %d Hz on the way."
              .formatted(channels, rateHz, frame.channels(), frame.sample_rate()));
    }
    drain(
        swr_convert(context, planes, CHUNK_SAMPLES, frame.extended_data(), frame.nb_samples()),
        samples);
    while (swr_get_out_samples(context, 0) >= CHUNK_SAMPLES) {
      drain(swr_convert(context, planes, CHUNK_SAMPLES, null, 0), samples);
    }
  }

  /** Appends what the resampler still holds. */
  void flush(PcmSink samples) throws AudioRejected {
    int got = swr_convert(context, planes, CHUNK_SAMPLES, null, 0);
    while (got > 0) {
      drain(got, samples);
      got = swr_convert(context, planes, CHUNK_SAMPLES, null, 0);
    }
  }

  private void drain(int count, PcmSink samples) throws AudioRejected {
    if (count < 0) {
      throw new AudioRejected(AudioProblem.AUDIO_CORRUPT, "It cannot be resampled.");
    }
    chunk.get(copied, 0, count);
    for (int i = 0; i < count; i++) {
      samples.append(copied[i]);
    }
  }

  @Override
  public void close() {
    if (context != null) {
      swr_free(context);
    }
    planes.close();
    chunk.close();
  }
}
