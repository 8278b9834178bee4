package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Norms on oneDNN: layer norm, and batch norm of one utterance at a time, which is the group norm
 * of one channel a group.
 */
final class OneDnnNorms {
  private static final int FLAGS =
      normalization_flags.use_scale.value | normalization_flags.use_shift.value;

  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnPrimitive> cache;

  OneDnnNorms(OneDnnRuntime runtime, OneDnnCache<OneDnnPrimitive> cache) {
    this.runtime = runtime;
    this.cache = cache;
  }

  void layerNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    long width = x.size(-1);
    long rows = x.length() / width;
    cache
        .get(
            key(OneDnnOperation.LAYER_NORM, rows, width, epsilon),
            () -> {
              memory.desc data = runtime.dense(rows, width);
              return withStatistics(
                      new OneDnnPrimitive(
                              new layer_normalization_forward(layerNormOf(data, epsilon)))
                          .argument(DNNL_ARG_SRC, data, runtime.engine())
                          .argument(DNNL_ARG_DST, data, runtime.engine()),
                      rows)
                  .argument(DNNL_ARG_SCALE, runtime.dense(width), runtime.engine())
                  .argument(DNNL_ARG_SHIFT, runtime.dense(width), runtime.engine());
            })
        .run(
            runtime.stream(),
            new INDArray[] {x, y, statistics, statistics, gain, bias},
            new long[] {0, 0, 0, rows, 0, 0});
  }

  void layerNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias) {
    long width = x.size(-1);
    long rows = x.length() / width;
    cache
        .get(
            key(OneDnnOperation.LAYER_NORM_GRADIENT, rows, width, epsilon),
            () -> {
              memory.desc data = runtime.dense(rows, width);
              layer_normalization_backward.primitive_desc description =
                  new layer_normalization_backward.primitive_desc(
                      new layer_normalization_backward.desc(
                          prop_kind.backward.value, data, data, (float) epsilon, FLAGS),
                      runtime.engine(),
                      layerNormOf(data, epsilon));
              return gradient(
                  new OneDnnPrimitive(new layer_normalization_backward(description)),
                  data,
                  rows,
                  width);
            })
        .run(
            runtime.stream(),
            new INDArray[] {x, dy, dx, statistics, statistics, gain, gain, dGain, dBias},
            new long[] {0, 0, 0, 0, rows, 0, 0, 0, 0});
  }

  void channelNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    long time = x.size(1);
    long channels = x.size(2);
    OneDnnPrimitive primitive =
        cache.get(
            key(OneDnnOperation.CHANNEL_NORM, time, channels, epsilon),
            () -> {
              memory.desc data = utterance(time, channels);
              return withStatistics(
                      new OneDnnPrimitive(
                              new batch_normalization_forward(channelNormOf(data, epsilon)))
                          .argument(DNNL_ARG_SRC, data, runtime.engine())
                          .argument(DNNL_ARG_DST, data, runtime.engine()),
                      channels)
                  .argument(DNNL_ARG_SCALE, runtime.dense(channels), runtime.engine())
                  .argument(DNNL_ARG_SHIFT, runtime.dense(channels), runtime.engine());
            });
    INDArray[] arrays = {x, y, statistics, statistics, gain, bias};
    for (long index = 0; index < x.size(0); index++) {
      long start = index * time * channels;
      long mean = index * 2 * channels;
      primitive.run(
          runtime.stream(), arrays, new long[] {start, start, mean, mean + channels, 0, 0});
    }
  }

  void channelNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias) {
    long batch = x.size(0);
    long time = x.size(1);
    long channels = x.size(2);
    OneDnnPrimitive primitive =
        cache.get(
            key(OneDnnOperation.CHANNEL_NORM_GRADIENT, time, channels, epsilon),
            () -> {
              memory.desc data = utterance(time, channels);
              batch_normalization_backward.primitive_desc description =
                  new batch_normalization_backward.primitive_desc(
                      new batch_normalization_backward.desc(
                          prop_kind.backward.value, data, data, (float) epsilon, FLAGS),
                      runtime.engine(),
                      channelNormOf(data, epsilon));
              return gradient(
                  new OneDnnPrimitive(new batch_normalization_backward(description)),
                  data,
                  channels,
                  channels);
            });
    // Each utterance's share of the gain's and the bias's gradient, summed at the end.
    INDArray shares = Nd4j.createUninitialized(x.dataType(), 2, batch, channels);
    INDArray[] arrays = {x, dy, dx, statistics, statistics, gain, gain, shares, shares};
    for (long index = 0; index < batch; index++) {
      long start = index * time * channels;
      long mean = index * 2 * channels;
      long share = index * channels;
      primitive.run(
          runtime.stream(),
          arrays,
          new long[] {
            start, start, start, mean, mean + channels, 0, 0, share, batch * channels + share
          });
    }
    shares.slice(0).sum(dGain, 0);
    shares.slice(1).sum(dBias, 0);
  }

  private OneDnnPrimitive gradient(
      OneDnnPrimitive primitive, memory.desc data, long statistics, long width) {
    return withStatistics(
            primitive
                .argument(DNNL_ARG_SRC, data, runtime.engine())
                .argument(DNNL_ARG_DIFF_DST, data, runtime.engine())
                .argument(DNNL_ARG_DIFF_SRC, data, runtime.engine()),
            statistics)
        .argument(DNNL_ARG_SCALE, runtime.dense(width), runtime.engine())
        .argument(DNNL_ARG_SHIFT, runtime.dense(width), runtime.engine())
        .argument(DNNL_ARG_DIFF_SCALE, runtime.dense(width), runtime.engine())
        .argument(DNNL_ARG_DIFF_SHIFT, runtime.dense(width), runtime.engine());
  }

  private OneDnnPrimitive withStatistics(OneDnnPrimitive primitive, long count) {
    return primitive
        .argument(DNNL_ARG_MEAN, runtime.dense(count), runtime.engine())
        .argument(DNNL_ARG_VARIANCE, runtime.dense(count), runtime.engine());
  }

  private layer_normalization_forward.primitive_desc layerNormOf(memory.desc data, double epsilon) {
    return new layer_normalization_forward.primitive_desc(
        new layer_normalization_forward.desc(
            prop_kind.forward_training.value, data, (float) epsilon, FLAGS),
        runtime.engine());
  }

  private batch_normalization_forward.primitive_desc channelNormOf(
      memory.desc data, double epsilon) {
    return new batch_normalization_forward.primitive_desc(
        new batch_normalization_forward.desc(
            prop_kind.forward_training.value, data, (float) epsilon, FLAGS),
        runtime.engine());
  }

  /** One utterance [time, channels] as oneDNN's [1, channels, time]. */
  private memory.desc utterance(long time, long channels) {
    return runtime.strided(
        new long[] {1, channels, time}, new long[] {time * channels, 1, channels});
  }

  private static OneDnnCache.Key key(
      OneDnnOperation operation, long rows, long width, double epsilon) {
    return new OneDnnCache.Key(
        operation, new long[] {rows, width, Double.doubleToLongBits(epsilon)});
  }
}
