package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One-dimensional convolutions on oneDNN, activations as [batch, time, channel]. */
final class OneDnnConvolutions {
  private static final int LEAST_ROUNDED = 16;

  private final OneDnnRuntime runtime;
  private final OneDnnCache<OneDnnSequence> cache;

  OneDnnConvolutions(OneDnnRuntime runtime, OneDnnCache<OneDnnSequence> cache) {
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
    OneDnnSequence convolution =
        cache.get(
            key(operation, shape, biased),
            () ->
                makeForward(
                    shape,
                    recurring
                        ? runtime.chosen(rounds(shape), weightShape(shape))
                        : kernelFirst(shape),
                    recurring && rounds(shape),
                    biased));
    if (biased) {
      convolution.run(weight, x, y, bias);
    } else {
      convolution.run(weight, x, y);
    }
  }

  void inputGradient(Convolution shape, INDArray dy, INDArray weight, INDArray dx) {
    cache
        .get(
            key(OneDnnOperation.CONVOLUTION_INPUT_GRADIENT, shape, false),
            () -> makeInputGradient(shape))
        .run(weight, dy, dx);
  }

  void weightGradient(Convolution shape, INDArray x, INDArray dy, INDArray dWeight) {
    cache
        .get(
            key(OneDnnOperation.CONVOLUTION_WEIGHT_GRADIENT, shape, false),
            () -> makeWeightGradient(shape))
        .run(dWeight, x, dy);
  }

  private OneDnnSequence makeForward(
      Convolution shape, memory.desc weights, boolean rounded, boolean biased) {
    convolution_forward.primitive_desc description =
        describeForward(shape, weights, rounded, biased);
    OneDnnSequenceBuilder builder =
        new OneDnnSequenceBuilder(runtime, new convolution_forward(description), description)
            .reads(DNNL_ARG_WEIGHTS, weights(shape), description.weights_desc(), runtime.weights())
            .reads(DNNL_ARG_SRC, input(shape, false), input(shape, rounded), runtime.firstFactor())
            .as(DNNL_ARG_DST, output(shape, false));
    if (biased) {
      builder.as(DNNL_ARG_BIAS, runtime.dense(shape.outChannels()));
    }
    return builder.build();
  }

  private OneDnnSequence makeInputGradient(Convolution shape) {
    boolean rounded = rounds(shape);
    memory.desc weights = runtime.chosen(rounded, weightShape(shape));
    convolution_backward_data.primitive_desc description =
        new convolution_backward_data.primitive_desc(
            new convolution_backward_data.desc(
                algorithm.convolution_direct,
                input(shape, false),
                weights,
                output(shape, rounded),
                new long[] {shape.stride()},
                new long[] {shape.paddingBefore()},
                new long[] {shape.paddingAfter()}),
            runtime.attributes(),
            runtime.engine(),
            describeForward(shape, weights, rounded, false));
    return new OneDnnSequenceBuilder(
            runtime, new convolution_backward_data(description), description)
        .reads(DNNL_ARG_WEIGHTS, weights(shape), description.weights_desc(), runtime.weights())
        .reads(
            DNNL_ARG_DIFF_DST, output(shape, false), output(shape, rounded), runtime.secondFactor())
        .as(DNNL_ARG_DIFF_SRC, input(shape, false))
        .build();
  }

  private OneDnnSequence makeWeightGradient(Convolution shape) {
    boolean rounded = rounds(shape);
    // Of the layouts that oneDNN offers, [kernel, in, out] is much the fastest in single precision.
    memory.desc layout = rounded ? runtime.chosen(false, weightShape(shape)) : kernelFirst(shape);
    convolution_backward_weights.primitive_desc description =
        new convolution_backward_weights.primitive_desc(
            new convolution_backward_weights.desc(
                algorithm.convolution_direct,
                input(shape, rounded),
                layout,
                output(shape, rounded),
                new long[] {shape.stride()},
                new long[] {shape.paddingBefore()},
                new long[] {shape.paddingAfter()}),
            runtime.attributes(),
            runtime.engine(),
            describeForward(shape, runtime.chosen(rounded, weightShape(shape)), rounded, false));
    return new OneDnnSequenceBuilder(
            runtime, new convolution_backward_weights(description), description)
        .writes(
            DNNL_ARG_DIFF_WEIGHTS,
            weights(shape),
            description.diff_weights_desc(),
            runtime.weights())
        .reads(DNNL_ARG_SRC, input(shape, false), input(shape, rounded), runtime.firstFactor())
        .reads(
            DNNL_ARG_DIFF_DST, output(shape, false), output(shape, rounded), runtime.secondFactor())
        .build();
  }

  /** Convolutions of few channels, such as the one over samples, have no code for bfloat16. */
  private boolean rounds(Convolution shape) {
    return runtime.narrow()
        && shape.groups() == 1
        && Math.min(shape.inChannels(), shape.outChannels()) >= LEAST_ROUNDED;
  }

  private convolution_forward.primitive_desc describeForward(
      Convolution shape, memory.desc weights, boolean rounded, boolean biased) {
    long[] strides = {shape.stride()};
    long[] before = {shape.paddingBefore()};
    long[] after = {shape.paddingAfter()};
    convolution_forward.desc description =
        biased
            ? new convolution_forward.desc(
                prop_kind.forward_training,
                algorithm.convolution_direct,
                input(shape, rounded),
                weights,
                runtime.dense(shape.outChannels()),
                output(shape, false),
                strides,
                before,
                after)
            : new convolution_forward.desc(
                prop_kind.forward_training,
                algorithm.convolution_direct,
                input(shape, rounded),
                weights,
                output(shape, false),
                strides,
                before,
                after);
    return new convolution_forward.primitive_desc(
        description, runtime.attributes(), runtime.engine());
  }

  private memory.desc input(Convolution shape, boolean rounded) {
    return activations(shape.batch(), shape.inLength(), shape.inChannels(), rounded);
  }

  private memory.desc output(Convolution shape, boolean rounded) {
    return activations(shape.batch(), shape.outLength(), shape.outChannels(), rounded);
  }

  private memory.desc activations(long batch, long time, long channels, boolean rounded) {
    return runtime.strided(
        new long[] {batch, channels, time}, new long[] {time * channels, 1, channels}, rounded);
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
