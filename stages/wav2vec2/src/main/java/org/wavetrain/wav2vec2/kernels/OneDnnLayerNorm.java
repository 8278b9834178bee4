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

import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.layer_normalization_backward;
import org.bytedeco.dnnl.layer_normalization_forward;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layer norm on oneDNN. */
final class OneDnnLayerNorm {
  private static final int FLAGS =
      normalization_flags.use_scale.value | normalization_flags.use_shift.value;

  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnPrimitive> cache;

  OneDnnLayerNorm(OneDnnRuntime runtime, OneDnnCache<OneDnnPrimitive> cache) {
    this.runtime = runtime;
    this.cache = cache;
  }

  void forward(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    long width = x.size(-1);
    long rows = x.length() / width;
    cache
        .get(
            key(OneDnnOperation.LAYER_NORM, rows, width, epsilon),
            () -> {
              memory.desc data = runtime.dense(rows, width);
              layer_normalization_forward.primitive_desc description = layerNormOf(data, epsilon);
              return withStatistics(
                      new OneDnnPrimitive(
                              runtime, new layer_normalization_forward(description), description)
                          .argument(DNNL_ARG_SRC, data)
                          .argument(DNNL_ARG_DST, data),
                      rows)
                  .argument(DNNL_ARG_SCALE, runtime.dense(width))
                  .argument(DNNL_ARG_SHIFT, runtime.dense(width));
            })
        .run(x, y, statistics.slice(0), statistics.slice(1), gain, bias);
  }

  void gradient(
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
                      runtime.attributes(),
                      runtime.engine(),
                      layerNormOf(data, epsilon));
              return gradientArguments(
                  new OneDnnPrimitive(
                      runtime, new layer_normalization_backward(description), description),
                  data,
                  rows,
                  width);
            })
        .run(
            x,
            dy,
            dx,
            statistics.slice(0),
            statistics.slice(1),
            gain,
            // The gradient does not depend on the bias, but the primitive insists on one.
            gain,
            dGain,
            dBias);
  }

  private OneDnnPrimitive gradientArguments(
      OneDnnPrimitive primitive, memory.desc data, long statistics, long width) {
    return withStatistics(
            primitive
                .argument(DNNL_ARG_SRC, data)
                .argument(DNNL_ARG_DIFF_DST, data)
                .argument(DNNL_ARG_DIFF_SRC, data),
            statistics)
        .argument(DNNL_ARG_SCALE, runtime.dense(width))
        .argument(DNNL_ARG_SHIFT, runtime.dense(width))
        .argument(DNNL_ARG_DIFF_SCALE, runtime.dense(width))
        .argument(DNNL_ARG_DIFF_SHIFT, runtime.dense(width));
  }

  private OneDnnPrimitive withStatistics(OneDnnPrimitive primitive, long count) {
    return primitive
        .argument(DNNL_ARG_MEAN, runtime.dense(count))
        .argument(DNNL_ARG_VARIANCE, runtime.dense(count));
  }

  private layer_normalization_forward.primitive_desc layerNormOf(memory.desc data, double epsilon) {
    return new layer_normalization_forward.primitive_desc(
        new layer_normalization_forward.desc(
            prop_kind.forward_training.value, data, (float) epsilon, FLAGS),
        runtime.attributes(),
        runtime.engine());
  }

  private static OneDnnCache.Key key(
      OneDnnOperation operation, long rows, long width, double epsilon) {
    return new OneDnnCache.Key(
        operation, new long[] {rows, width, Double.doubleToLongBits(epsilon)});
  }
}
