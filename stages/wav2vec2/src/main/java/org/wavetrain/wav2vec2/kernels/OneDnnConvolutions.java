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
import org.bytedeco.dnnl.primitive_desc_base;
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

  /**
   * Where the shape recurs, oneDNN chooses the layout of the weights, and with it code that is up
   * to a third faster but takes long to make, up to seconds for minutes of audio.
   */
  void forward(
      Convolution shape,
      INDArray x,
      INDArray weight,
      INDArray bias,
      INDArray y,
      boolean recurring) {
    boolean biased = bias != null;
    OneDnnOperation operation =
        recurring ? OneDnnOperation.RECURRING_CONVOLUTION : OneDnnOperation.CONVOLUTION;
    OneDnnConvolution convolution =
        cache.get(
            key(operation, shape, biased),
            () ->
                makeForward(
                    shape,
                    recurring ? runtime.chosen(weightShape(shape)) : kernelFirst(shape),
                    biased));
    if (biased) {
      convolution.runReading(weight, x, y, bias);
    } else {
      convolution.runReading(weight, x, y);
    }
  }

  void inputGradient(Convolution shape, INDArray dy, INDArray weight, INDArray dx) {
    cache
        .get(
            key(OneDnnOperation.CONVOLUTION_INPUT_GRADIENT, shape, false),
            () -> makeInputGradient(shape))
        .runReading(weight, dy, dx);
  }

  void weightGradient(Convolution shape, INDArray x, INDArray dy, INDArray dWeight) {
    cache
        .get(
            key(OneDnnOperation.CONVOLUTION_WEIGHT_GRADIENT, shape, false),
            () -> makeWeightGradient(shape))
        .runWriting(dWeight, x, dy);
  }

  private OneDnnConvolution makeForward(Convolution shape, memory.desc weights, boolean biased) {
    convolution_forward.primitive_desc description = describeForward(shape, weights, biased);
    memory.desc layout = description.weights_desc();
    OneDnnPrimitive main =
        reading(new convolution_forward(description), description, shape, layout)
            .argument(DNNL_ARG_SRC, input(shape))
            .argument(DNNL_ARG_DST, output(shape));
    if (biased) {
      main.argument(DNNL_ARG_BIAS, runtime.dense(shape.outChannels()));
    }
    return new OneDnnConvolution(before(shape, layout), main, null);
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
            runtime.attributes(),
            runtime.engine(),
            describeForward(shape, runtime.chosen(weightShape(shape)), false));
    memory.desc layout = description.weights_desc();
    OneDnnPrimitive main =
        reading(new convolution_backward_data(description), description, shape, layout)
            .argument(DNNL_ARG_DIFF_DST, output(shape))
            .argument(DNNL_ARG_DIFF_SRC, input(shape));
    return new OneDnnConvolution(before(shape, layout), main, null);
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
            runtime.attributes(),
            runtime.engine(),
            describeForward(shape, runtime.chosen(weightShape(shape)), false));
    OneDnnPrimitive main =
        new OneDnnPrimitive(runtime, new convolution_backward_weights(description), description)
            .buffer(DNNL_ARG_DIFF_WEIGHTS, layout, runtime.weights())
            .argument(DNNL_ARG_SRC, input(shape))
            .argument(DNNL_ARG_DIFF_DST, output(shape));
    OneDnnPrimitive after =
        reorder(layout, weights(shape))
            .buffer(DNNL_ARG_FROM, layout, runtime.weights())
            .argument(DNNL_ARG_TO, weights(shape));
    return new OneDnnConvolution(null, main, after);
  }

  private convolution_forward.primitive_desc describeForward(
      Convolution shape, memory.desc weights, boolean biased) {
    long[] strides = {shape.stride()};
    long[] before = {shape.paddingBefore()};
    long[] after = {shape.paddingAfter()};
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
    return new convolution_forward.primitive_desc(
        description, runtime.attributes(), runtime.engine());
  }

  private OneDnnPrimitive reading(
      primitive primitive, primitive_desc_base description, Convolution shape, memory.desc layout) {
    OneDnnPrimitive main = new OneDnnPrimitive(runtime, primitive, description);
    return layout.equals(weights(shape))
        ? main.argument(DNNL_ARG_WEIGHTS, layout)
        : main.buffer(DNNL_ARG_WEIGHTS, layout, runtime.weights());
  }

  /** Copies the weights into the primitive's layout; null when that is PyTorch's. */
  private OneDnnPrimitive before(Convolution shape, memory.desc layout) {
    if (layout.equals(weights(shape))) {
      return null;
    }
    return reorder(weights(shape), layout)
        .argument(DNNL_ARG_FROM, weights(shape))
        .buffer(DNNL_ARG_TO, layout, runtime.weights());
  }

  private OneDnnPrimitive reorder(memory.desc from, memory.desc to) {
    reorder.primitive_desc description =
        new reorder.primitive_desc(
            runtime.engine(), from, runtime.engine(), to, runtime.attributes(), false);
    return new OneDnnPrimitive(runtime, new reorder(description), description);
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
