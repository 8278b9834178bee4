package org.wavetrain.audio;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_DURATION_FROM_STREAM;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_AUDIO;
import static org.bytedeco.ffmpeg.global.avutil.AV_NOPTS_VALUE;
import static org.bytedeco.ffmpeg.global.avutil.AV_TIME_BASE;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;

import java.nio.file.Path;
import java.util.Set;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** Decodes the sound of one file; owns FFmpeg's structures until it is closed. */
final class FfmpegReader implements AutoCloseable {
  /** Codings whose header tells the exact length. */
  private static final Set<String> EXACT_LENGTH = Set.of("flac", "alac", "wavpack");

  /** What other codings may lose at their ends, and containers may round. */
  private static final double TOLERATED_SECONDS = 0.1;

  private static final double TOLERATED_SHARE = 0.01;

  private static final int LOWEST_RATE_HZ = 4_000;
  private static final int HIGHEST_RATE_HZ = 768_000;

  static {
    FfmpegLog.silence();
  }

  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private AVFormatContext format = new AVFormatContext(null);
  private AVCodecContext codec;
  private AVStream stream;
  private AVCodec coding;
  private MonoResampler resampler;
  private long decodedSourceSamples;

  FfmpegReader(Path file) throws AudioRejected {
    try {
      open(file);
    } catch (AudioRejected | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(Path file) throws AudioRejected {
    // "file:" keeps FFmpeg from taking a name such as "a:b.wav" for a protocol.
    if (openInput("file:" + file.toAbsolutePath()) < 0) {
      format = null;
      throw notAudio("Its format is none of those that are read here.");
    }
    if (avformat_find_stream_info(format, (AVDictionary) null) < 0) {
      throw notAudio("FFmpeg finds no stream in it.");
    }
    AVCodec found = new AVCodec(null);
    int index = av_find_best_stream(format, AVMEDIA_TYPE_AUDIO, -1, -1, found, 0);
    if (index < 0) {
      throw notAudio("It has no sound.");
    }
    stream = format.streams(index);
    coding = WaveCoding.isWave(format) ? WaveCoding.stored(stream.codecpar(), found) : found;
    codec = avcodec_alloc_context3(coding);
    avcodec_parameters_to_context(codec, stream.codecpar());
    codec.err_recognition(
        codec.err_recognition() | AVCodecContext.AV_EF_CRCCHECK | AVCodecContext.AV_EF_EXPLODE);
    codec.thread_count(1);
    if (avcodec_open2(codec, coding, (AVDictionary) null) < 0) {
      throw new AudioRejected(
          AudioProblem.AUDIO_CORRUPT, "Its " + codingName() + " coding cannot be opened.");
    }
    int rateHz = codec.sample_rate();
    if (rateHz < LOWEST_RATE_HZ || rateHz > HIGHEST_RATE_HZ || codec.channels() < 1) {
      throw new AudioRejected(
          AudioProblem.AUDIO_HEADER_WRONG,
          "Its header gives %d channels at %d Hz.".formatted(codec.channels(), rateHz));
    }
  }

  private int openInput(String name) {
    AVDictionary options = new AVDictionary(null);
    try {
      av_dict_set(options, "format_whitelist", AudioContainers.NAMES, 0);
      av_dict_set(options, "protocol_whitelist", "file", 0);
      return avformat_open_input(format, name, null, options);
    } finally {
      av_dict_free(options);
    }
  }

  /** The whole file. */
  DecodedAudio read(PcmBuffer samples) throws AudioRejected {
    readInto(samples);
    return new DecodedAudio(samples.toArray(), codec.sample_rate(), codec.channels(), codingName());
  }

  /** Passes on the whole file. */
  void readInto(PcmSink samples) throws AudioRejected {
    int result = av_read_frame(format, packet);
    while (result >= 0) {
      if (packet.stream_index() == stream.index()) {
        decode(packet, samples);
      }
      av_packet_unref(packet);
      result = av_read_frame(format, packet);
    }
    if (result != AVERROR_EOF()) {
      throw corrupt();
    }
    decode(null, samples);
    if (resampler != null) {
      resampler.flush(samples);
    }
    checkLength();
  }

  private void decode(AVPacket input, PcmSink samples) throws AudioRejected {
    if (avcodec_send_packet(codec, input) < 0) {
      throw corrupt();
    }
    int result = avcodec_receive_frame(codec, frame);
    while (result >= 0) {
      if (resampler == null) {
        // Only a frame tells for certain: some codings double the rate that their header gives.
        resampler = new MonoResampler(frame);
      }
      decodedSourceSamples += frame.nb_samples();
      resampler.convert(frame, samples);
      av_frame_unref(frame);
      result = avcodec_receive_frame(codec, frame);
    }
    if (result != AVERROR_EAGAIN() && result != AVERROR_EOF()) {
      throw corrupt();
    }
  }

  private void checkLength() throws AudioRejected {
    long promised = Math.round(promisedSeconds() * codec.sample_rate());
    double tolerated =
        EXACT_LENGTH.contains(codingName())
            ? 0
            : TOLERATED_SECONDS * codec.sample_rate() + TOLERATED_SHARE * promised;
    if (decodedSourceSamples < promised - tolerated) {
      throw new AudioRejected(
          AudioProblem.AUDIO_TRUNCATED,
          "Its header promises %d samples, %d are there."
              .formatted(promised, decodedSourceSamples));
    }
  }

  /**
   * 0 if {@link WaveHeader} held it against the file, or the file does not say: FFmpeg then guesses
   * from the bit rate, or from what is there.
   */
  private double promisedSeconds() {
    if (format.duration_estimation_method() != AVFMT_DURATION_FROM_STREAM
        || WaveCoding.isWave(format)) {
      return 0;
    }
    if (stream.duration() != AV_NOPTS_VALUE) {
      return stream.duration() * (double) stream.time_base().num() / stream.time_base().den();
    }
    // The length of the whole file is that of its longest stream.
    return format.nb_streams() == 1 && format.duration() != AV_NOPTS_VALUE
        ? format.duration() / (double) AV_TIME_BASE
        : 0;
  }

  private String codingName() {
    return coding.name().getString();
  }

  private AudioRejected corrupt() {
    return new AudioRejected(
        AudioProblem.AUDIO_CORRUPT,
        "Its %s coding is damaged after %d samples.".formatted(codingName(), decodedSourceSamples));
  }

  private static AudioRejected notAudio(String sentence) {
    return new AudioRejected(AudioProblem.AUDIO_NOT_AUDIO, sentence);
  }

  @Override
  public void close() {
    if (resampler != null) {
      resampler.close();
      resampler = null;
    }
    if (codec != null) {
      avcodec_free_context(codec);
      codec = null;
    }
    if (format != null) {
      avformat_close_input(format);
      format = null;
    }
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
