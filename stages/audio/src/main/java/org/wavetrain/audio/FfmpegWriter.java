package org.wavetrain.audio;

import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_BITEXACT;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_closep;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AV_CH_LAYOUT_MONO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_S16P;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;

import java.io.IOException;
import java.nio.file.Path;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.ShortPointer;

/** Encodes one file; owns FFmpeg's structures until it is closed. */
final class FfmpegWriter implements AutoCloseable {
  private static final int MP3_BITS_PER_SECOND = 64_000;

  static {
    FfmpegLog.silence();
  }

  private final Path file;
  private final AVPacket packet = av_packet_alloc();
  private final AVFrame frame = av_frame_alloc();
  private final AVFormatContext container = new AVFormatContext(null);
  private AVCodecContext codec;

  FfmpegWriter(Path file, SoundFormat format, int samplingRateHz) throws IOException {
    this.file = file;
    try {
      open(format == SoundFormat.MP3, samplingRateHz);
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private void open(boolean mp3, int samplingRateHz) throws IOException {
    check(avformat_alloc_output_context2(container, null, mp3 ? "mp3" : "flac", file.toString()));
    // Without it, files name the version of FFmpeg.
    container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
    AVCodec coding = avcodec_find_encoder_by_name(mp3 ? "libmp3lame" : "flac");
    codec = avcodec_alloc_context3(coding);
    codec.sample_rate(samplingRateHz).channels(1).channel_layout(AV_CH_LAYOUT_MONO);
    codec.sample_fmt(mp3 ? AV_SAMPLE_FMT_S16P : AV_SAMPLE_FMT_S16);
    codec.flags(codec.flags() | AV_CODEC_FLAG_BITEXACT);
    if (mp3) {
      codec.bit_rate(MP3_BITS_PER_SECOND);
    }
    check(avcodec_open2(codec, coding, (AVDictionary) null));
    AVStream stream = avformat_new_stream(container, coding);
    check(avcodec_parameters_from_context(stream.codecpar(), codec));
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toAbsolutePath().toString(), AVIO_FLAG_WRITE));
    container.pb(io);
    check(avformat_write_header(container, (AVDictionary) null));
    frame.nb_samples(codec.frame_size()).format(codec.sample_fmt()).channels(1);
    frame.sample_rate(samplingRateHz).channel_layout(AV_CH_LAYOUT_MONO);
    check(av_frame_get_buffer(frame, 0));
  }

  /** Writes the whole recording and ends the file. */
  void write(short[] samples) throws IOException {
    int step = codec.frame_size();
    for (int start = 0; start < samples.length; start += step) {
      int count = Math.min(step, samples.length - start);
      check(av_frame_make_writable(frame));
      frame.nb_samples(count).pts(start);
      new ShortPointer(frame.data(0)).put(samples, start, count);
      check(avcodec_send_frame(codec, frame));
      drain();
    }
    check(avcodec_send_frame(codec, null));
    drain();
    check(av_write_trailer(container));
  }

  private void drain() throws IOException {
    while (avcodec_receive_packet(codec, packet) >= 0) {
      check(av_write_frame(container, packet));
    }
  }

  private void check(int result) throws IOException {
    if (result < 0) {
      throw new IOException("FFmpeg cannot write " + file + " (" + result + ")");
    }
  }

  @Override
  public void close() {
    if (codec != null) {
      avcodec_free_context(codec);
      codec = null;
    }
    if (!container.isNull()) {
      if (container.pb() != null) {
        avio_closep(container.pb());
      }
      avformat_free_context(container);
      container.setNull();
    }
    av_frame_free(frame);
    av_packet_free(packet);
  }
}
