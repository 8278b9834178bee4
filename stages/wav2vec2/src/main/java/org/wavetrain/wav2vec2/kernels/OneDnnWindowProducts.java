package org.wavetrain.wav2vec2.kernels;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_FROM;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_TO;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolutions without groups, padding and bias as matrix products. With the channels last, as many
 * neighbouring taps of a kernel as its stride is wide read the rows of a matrix that lies in the
 * input already; so a kernel of three with stride two takes two products. oneDNN's products come
 * closer to the processor's limit than its convolutions in single precision.
 */
final class OneDnnWindowProducts {
  /** Thinner ones are better off as convolutions. */
  private static final int LEAST_CHANNELS = 256;

  private final OneDnnRuntime runtime;
  private final OneDnnProducts products;
  private final OneDnnCache<OneDnnSequence> cache;

  OneDnnWindowProducts(
      OneDnnRuntime runtime, OneDnnProducts products, OneDnnCache<OneDnnSequence> cache) {
    this.runtime = runtime;
    this.products = products;
    this.cache = cache;
  }

  boolean suits(Convolution shape) {
    return !runtime.narrow()
        && shape.groups() == 1
        && shape.paddingBefore() == 0
        && shape.paddingAfter() == 0
        && Math.min(shape.inChannels(), shape.outChannels()) >= LEAST_CHANNELS;
  }

  void forward(Convolution shape, INDArray x, INDArray weight, INDArray y) {
    INDArray matrix = matrix(shape, weight);
    copy(shape, true).run(weight, matrix);
    each(
        shape,
        x,
        y,
        matrix,
        (windows, output, weights, firstOfOutput, firstOfWeights) -> {
          INDArray turned = weights.transpose();
          if (firstOfOutput) {
            products.product(windows, turned, 1, output);
          } else {
            products.addProduct(windows, turned, output);
          }
        });
  }

  void weightGradient(Convolution shape, INDArray x, INDArray dy, INDArray dWeight) {
    INDArray matrix = matrix(shape, dWeight);
    each(
        shape,
        x,
        dy,
        matrix,
        (windows, output, weights, firstOfOutput, firstOfWeights) -> {
          INDArray turned = output.transpose();
          if (firstOfWeights) {
            products.product(turned, windows, 1, weights);
          } else {
            products.addProduct(turned, windows, weights);
          }
        });
    copy(shape, false).run(matrix, dWeight);
  }

  private static INDArray matrix(Convolution shape, INDArray weight) {
    return Nd4j.createUninitialized(
        weight.dataType(), shape.outChannels(), shape.kernel() * shape.inChannels());
  }

  /** What is done with matrices that lie in the input, the output and the weights. */
  private interface Step {
    /**
     * @param firstOfOutput whether nothing was done with this output yet
     * @param firstOfWeights whether nothing was done with these weights yet
     */
    void run(
        INDArray windows,
        INDArray output,
        INDArray weights,
        boolean firstOfOutput,
        boolean firstOfWeights);
  }

  private static void each(Convolution shape, INDArray x, INDArray y, INDArray matrix, Step step) {
    long in = shape.inChannels();
    long out = shape.outChannels();
    long row = shape.kernel() * in;
    for (long utterance = 0; utterance < shape.batch(); utterance++) {
      INDArray output = view(y, shape.outLength(), out, out, utterance * shape.outLength() * out);
      for (long tap = 0; tap < shape.kernel(); tap += shape.stride()) {
        long width = Math.min(shape.stride(), shape.kernel() - tap) * in;
        long start = (utterance * shape.inLength() + tap) * in;
        INDArray windows = view(x, shape.outLength(), width, shape.stride() * in, start);
        INDArray weights = view(matrix, out, width, row, tap * in);
        step.run(windows, output, weights, tap == 0, utterance == 0);
      }
    }
  }

  private static INDArray view(INDArray array, long rows, long columns, long stride, long start) {
    return Nd4j.create(
        array.data(),
        new long[] {rows, columns},
        new long[] {stride, 1},
        array.offset() + start,
        'c');
  }

  /** Copies weights from PyTorch's layout [out, in, kernel] to [out, kernel, in], or back. */
  private OneDnnSequence copy(Convolution shape, boolean toMatrix) {
    long[] dimensions = {shape.outChannels(), shape.inChannels(), shape.kernel()};
    return cache.get(
        new OneDnnCache.Key(
            toMatrix ? OneDnnOperation.WEIGHTS_TO_MATRIX : OneDnnOperation.MATRIX_TO_WEIGHTS,
            dimensions),
        () -> {
          memory.desc weights = runtime.dense(dimensions);
          memory.desc matrix =
              runtime.strided(
                  dimensions,
                  new long[] {shape.kernel() * shape.inChannels(), 1, shape.inChannels()});
          memory.desc from = toMatrix ? weights : matrix;
          memory.desc to = toMatrix ? matrix : weights;
          reorder.primitive_desc description =
              new reorder.primitive_desc(
                  runtime.engine(), from, runtime.engine(), to, runtime.attributes(), false);
          return new OneDnnSequenceBuilder(runtime, new reorder(description), description)
              .as(DNNL_ARG_FROM, from)
              .as(DNNL_ARG_TO, to)
              .build();
        });
  }
}
