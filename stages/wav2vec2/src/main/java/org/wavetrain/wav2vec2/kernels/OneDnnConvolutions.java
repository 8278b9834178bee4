package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.reorder;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One-dimensional convolutions on oneDNN, activations as [batch, time, channel]. */
final class OneDnnConvolutions {
  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnConvolution> cache;

  OneDnnConvolutions(OneDnnRuntime runtime, OneDnnCache<OneDnnConvolution> cache) {
    this.runtime = runtime;
    this.cache = cache;
  }

  void forward(Convolution shape, INDArray x, INDArray weight, INDArray bias, INDArray y) {
    boolean biased = bias != null;
    OneDnnConvolution convolution =
        cache.get(
            key(OneDnnOperation.CONVOLUTION, shape, biased), () -> makeForward(shape, biased));
    if (biased) {
      convolution.runReading(runtime.stream(), weight, x, y, bias);
    } else {
      convolution.runReading(runtime.stream(), weight, x, y);
    }
  }

  void inputGradient(Convolution shape, INDArray dy, INDArray weight, INDArray dx) {
    cache
        .get(
            key(OneDnnOperation.CONVOLUTION_INPUT_GRADIENT, shape, false),
            () -> makeInputGradient(shape))
        .runReading(runtime.stream(), weight, dy, dx);
  }

  void weightGradient(Convolution shape, INDArray x, INDArray dy, INDArray dWeight) {
    cache
        .get(
            key(OneDnnOperation.CONVOLUTION_WEIGHT_GRADIENT, shape, false),
            () -> makeWeightGradient(shape))
        .runWriting(runtime.stream(), dWeight, x, dy);
  }

  private OneDnnConvolution makeForward(Convolution shape, boolean biased) {
    convolution_forward.primitive_desc description = describeForward(shape, biased);
    memory buffer = buffer(shape, description.weights_desc());
    OneDnnPrimitive main =
        reading(new convolution_forward(description), shape, buffer)
            .argument(DNNL_ARG_SRC, input(shape), runtime.engine())
            .argument(DNNL_ARG_DST, output(shape), runtime.engine());
    if (biased) {
      main.argument(DNNL_ARG_BIAS, runtime.dense(shape.outChannels()), runtime.engine());
    }
    return new OneDnnConvolution(before(shape, buffer), main, null);
  }

  private OneDnnConvolution makeInputGradient(Convolution shape) {
    convolution_backward_data.primitive_desc description =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                algorithm.convolution_direct,
                input(shape),
                runtime.chosen(weightShape(shape)),
                output(shape),
                new long[] {shape.stride()},
                new long[] {shape.paddingBefore()},
                new long[] {shape.paddingAfter()}),
            runtime.engine(),
            describeForward(shape, false));
    memory buffer = buffer(shape, description.weights_desc());
    OneDnnPrimitive main =
        reading(new convolution_backward_data(description), shape, buffer)
            .argument(DNNL_ARG_DIFF_DST, output(shape), runtime.engine())
            .argument(DNNL_ARG_DIFF_SRC, input(shape), runtime.engine());
    return new OneDnnConvolution(before(shape, buffer), main, null);
  }

  private OneDnnConvolution makeWeightGradient(Convolution shape) {
    // Of the layouts that oneDNN offers, [kernel, in, out] is much the fastest here.
    memory.desc layout = kernelFirst(shape);
    convolution_backward_weights.primitive_desc description =
        new convolution_backward_weights.primitive_desc(
            new convolution_backward_weights.desc(
                algorithm.convolution_direct,
                input(shape),
                layout,
                output(shape),
                new long[] {shape.stride()},
                new long[] {shape.paddingBefore()},
                new long[] {shape.paddingAfter()}),
            runtime.engine(),
            describeForward(shape, false));
    memory buffer = new memory(layout, runtime.engine());
    OneDnnPrimitive main =
        new OneDnnPrimitive(new convolution_backward_weights(description))
            .buffer(DNNL_ARG_DIFF_WEIGHTS, buffer)
            .argument(DNNL_ARG_SRC, input(shape), runtime.engine())
            .argument(DNNL_ARG_DIFF_DST, output(shape), runtime.engine());
    OneDnnPrimitive after =
        new OneDnnPrimitive(
                new reorder(
                    new reorder.primitive_desc(
                        runtime.engine(), layout, runtime.engine(), weights(shape))))
            .argument(DNNL_ARG_TO, weights(shape), runtime.engine())
            .buffer(DNNL_ARG_FROM, buffer);
    return new OneDnnConvolution(null, main, after);
  }

  private convolution_forward.primitive_desc describeForward(Convolution shape, boolean biased) {
    long[] strides = {shape.stride()};
    long[] before = {shape.paddingBefore()};
    long[] after = {shape.paddingAfter()};
    memory.desc weights = runtime.chosen(weightShape(shape));
    convolution_forward.desc description =
        biased
            ? new convolution_forward.desc(
                prop_kind.forward_training,
                algorithm.convolution_direct,
                input(shape),
                weights,
                runtime.dense(shape.outChannels()),
                output(shape),
                strides,
                before,
                after)
            : new convolution_forward.desc(
                prop_kind.forward_training,
                algorithm.convolution_direct,
                input(shape),
                weights,
                output(shape),
                strides,
                before,
                after);
    return new convolution_forward.primitive_desc(description, runtime.engine());
  }

  /** Room for the weights in the primitive's layout; null when that is PyTorch's. */
  private memory buffer(Convolution shape, memory.desc layout) {
    return layout.equals(weights(shape)) ? null : new memory(layout, runtime.engine());
  }

  private OneDnnPrimitive reading(primitive primitive, Convolution shape, memory buffer) {
    OneDnnPrimitive main = new OneDnnPrimitive(primitive);
    return buffer == null
        ? main.argument(DNNL_ARG_WEIGHTS, weights(shape), runtime.engine())
        : main.buffer(DNNL_ARG_WEIGHTS, buffer);
  }

  private OneDnnPrimitive before(Convolution shape, memory buffer) {
    if (buffer == null) {
      return null;
    }
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            runtime.engine(), weights(shape), runtime.engine(), buffer.get_desc());
    return new OneDnnPrimitive(new reorder(description))
        .argument(DNNL_ARG_FROM, weights(shape), runtime.engine())
        .buffer(DNNL_ARG_TO, buffer);
  }

  private memory.desc input(Convolution shape) {
    return activations(shape.batch(), shape.inLength(), shape.inChannels());
  }

  private memory.desc output(Convolution shape) {
    return activations(shape.batch(), shape.outLength(), shape.outChannels());
  }

  private memory.desc activations(long batch, long time, long channels) {
    return runtime.strided(
        new long[] {batch, channels, time}, new long[] {time * channels, 1, channels});
  }

  private memory.desc weights(Convolution shape) {
    return runtime.dense(weightShape(shape));
  }

  private static long[] weightShape(Convolution shape) {
    return shape.groups() == 1
        ? new long[] {shape.outChannels(), shape.inChannels(), shape.kernel()}
        : new long[] {
          shape.groups(), shape.outChannelsPerGroup(), shape.inChannelsPerGroup(), shape.kernel()
        };
  }

  /** [kernel, in, out], or [kernel, in, group, out] (oneDNN's wio and wigo). */
  private memory.desc kernelFirst(Convolution shape) {
    long out = shape.outChannelsPerGroup();
    long in = shape.inChannelsPerGroup();
    return shape.groups() == 1
        ? runtime.strided(weightShape(shape), new long[] {1, out, in * out})
        : runtime.strided(
            weightShape(shape), new long[] {out, 1, shape.outChannels(), in * shape.outChannels()});
  }

  private static OneDnnCache.Key key(OneDnnOperation operation, Convolution shape, boolean biased) {
    return new OneDnnCache.Key(
        operation,
        new long[] {
          shape.batch(),
          shape.inLength(),
          shape.inChannels(),
          shape.outChannels(),
          shape.kernel(),
          shape.stride(),
          shape.groups(),
          shape.paddingBefore(),
          shape.paddingAfter(),
          biased ? 1 : 0
        });
  }
}
