package org.wavetrain.audio;

import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_parse_ptr;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_inout_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EAGAIN;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_CH_LAYOUT_MONO;
import static org.bytedeco.ffmpeg.global.avutil.AV_SAMPLE_FMT_FLT;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_unref;
import static org.bytedeco.ffmpeg.global.avutil.av_strdup;

import java.util.Arrays;
import java.util.Locale;
import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avfilter.AVFilterInOut;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;

/** Runs 16 kHz mono samples through a chain of FFmpeg's audio filters. */
final class AudioFilter {
  private static final int RATE_HZ = DecodedAudio.SAMPLE_RATE_HZ;

  static {
    FfmpegLog.silence();
  }

  private AudioFilter() {}

  /** Changes length and pitch together, as a tape played faster does. */
  static float[] speed(float[] samples, double factor) {
    return apply(
        samples, "asetrate=%d,aresample=%d".formatted(Math.round(RATE_HZ * factor), RATE_HZ));
  }

  /** Changes length and keeps pitch; the factor is 0.5 to 2, more than 1 is shorter. */
  static float[] tempo(float[] samples, double factor) {
    return apply(samples, String.format(Locale.ROOT, "atempo=%.6f", factor));
  }

  /**
   * @param description as FFmpeg's {@code -af} takes it
   */
  static float[] apply(float[] samples, String description) {
    AVFilterGraph graph = avfilter_graph_alloc();
    AVFrame frame = av_frame_alloc();
    try {
      // One thread, so that the same samples give the same bytes on every machine.
      graph.nb_threads(1);
      AVFilterContext source = new AVFilterContext(null);
      AVFilterContext sink = new AVFilterContext(null);
      build(graph, source, sink, description);
      fill(frame, samples);
      check(av_buffersrc_add_frame(source, frame), description);
      check(av_buffersrc_add_frame(source, null), description);
      return drain(sink, frame, samples.length, description);
    } finally {
      av_frame_free(frame);
      avfilter_graph_free(graph);
    }
  }

  private static void build(
      AVFilterGraph graph, AVFilterContext source, AVFilterContext sink, String description) {
    String form = "sample_rate=%d:sample_fmt=flt:channel_layout=mono".formatted(RATE_HZ);
    check(
        avfilter_graph_create_filter(
            source,
            avfilter_get_by_name("abuffer"),
            "in",
            "time_base=1/" + RATE_HZ + ":" + form,
            null,
            graph),
        description);
    check(
        avfilter_graph_create_filter(
            sink, avfilter_get_by_name("abuffersink"), "out", null, null, graph),
        description);
    AVFilterInOut outputs = avfilter_inout_alloc();
    AVFilterInOut inputs = avfilter_inout_alloc();
    outputs.name(av_strdup(new BytePointer("in"))).filter_ctx(source).pad_idx(0).next(null);
    inputs.name(av_strdup(new BytePointer("out"))).filter_ctx(sink).pad_idx(0).next(null);
    String chain =
        description
            + ",aformat=sample_rates=%d:sample_fmts=flt:channel_layouts=mono".formatted(RATE_HZ);
    try {
      check(avfilter_graph_parse_ptr(graph, chain, inputs, outputs, null), description);
      check(avfilter_graph_config(graph, null), description);
    } finally {
      avfilter_inout_free(inputs);
      avfilter_inout_free(outputs);
    }
  }

  private static void fill(AVFrame frame, float[] samples) {
    frame
        .nb_samples(samples.length)
        .format(AV_SAMPLE_FMT_FLT)
        .channel_layout(AV_CH_LAYOUT_MONO)
        .channels(1)
        .sample_rate(RATE_HZ)
        .pts(0);
    check(av_frame_get_buffer(frame, 0), "buffer");
    new FloatPointer(frame.data(0)).put(samples, 0, samples.length);
  }

  private static float[] drain(
      AVFilterContext sink, AVFrame frame, int expected, String description) {
    float[] collected = new float[expected + expected / 2 + 4096];
    int size = 0;
    int result = av_buffersink_get_frame(sink, frame);
    while (result >= 0) {
      int count = frame.nb_samples();
      if (size + count > collected.length) {
        collected = Arrays.copyOf(collected, Math.max(2 * collected.length, size + count));
      }
      new FloatPointer(frame.data(0)).get(collected, size, count);
      size += count;
      av_frame_unref(frame);
      result = av_buffersink_get_frame(sink, frame);
    }
    if (result != AVERROR_EOF() && result != AVERROR_EAGAIN()) {
      check(result, description);
    }
    return Arrays.copyOf(collected, size);
  }

  private static void check(int result, String description) {
    if (result < 0) {
      throw new IllegalStateException(
          "FFmpeg refused the audio filter " + description + " with code " + result);
    }
  }
}
