package org.wavetrain.audio;

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

import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.ShortPointer;

/** Writes FLAC and MP3 files for tests with FFmpeg's encoders. */
final class EncodedFile {
  private EncodedFile() {}

  static Path write(Path file, String coding, short[] samples, int rateHz) {
    AVFormatContext format = new AVFormatContext(null);
    check(avformat_alloc_output_context2(format, null, coding, file.toString()));
    AVCodec codec = avcodec_find_encoder_by_name(coding.equals("mp3") ? "libmp3lame" : coding);
    AVCodecContext context = avcodec_alloc_context3(codec);
    context.sample_rate(rateHz).channels(1).channel_layout(AV_CH_LAYOUT_MONO).bit_rate(64_000);
    context.sample_fmt(coding.equals("mp3") ? AV_SAMPLE_FMT_S16P : AV_SAMPLE_FMT_S16);
    check(avcodec_open2(context, codec, (AVDictionary) null));
    AVStream stream = avformat_new_stream(format, codec);
    avcodec_parameters_from_context(stream.codecpar(), context);
    AVIOContext io = new AVIOContext(null);
    check(avio_open(io, file.toString(), AVIO_FLAG_WRITE));
    format.pb(io);
    check(avformat_write_header(format, (AVDictionary) null));
    AVPacket packet = av_packet_alloc();
    int step = context.frame_size();
    for (int start = 0; start < samples.length; start += step) {
      AVFrame frame = av_frame_alloc();
      int count = Math.min(step, samples.length - start);
      frame.nb_samples(count).format(context.sample_fmt()).channels(1).sample_rate(rateHz);
      frame.channel_layout(AV_CH_LAYOUT_MONO).pts(start);
      check(av_frame_get_buffer(frame, 0));
      new ShortPointer(frame.data(0))
          .put(Arrays.copyOfRange(samples, start, start + count), 0, count);
      check(avcodec_send_frame(context, frame));
      drain(context, packet, format);
      av_frame_free(frame);
    }
    check(avcodec_send_frame(context, null));
    drain(context, packet, format);
    check(av_write_trailer(format));
    av_packet_free(packet);
    avcodec_free_context(context);
    avio_closep(io);
    avformat_free_context(format);
    return file;
  }

  private static void drain(AVCodecContext context, AVPacket packet, AVFormatContext format) {
    while (avcodec_receive_packet(context, packet) >= 0) {
      check(av_write_frame(format, packet));
    }
  }

  private static void check(int result) {
    if (result < 0) {
      throw new IllegalStateException("FFmpeg answered " + result);
    }
  }
}
