package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Convolutions as matrix products over the windows of each utterance and group. */
final class Nd4jConvolutions {
  private final Nd4jProducts products;

  Nd4jConvolutions(Nd4jProducts products) {
    this.products = products;
  }

  void forward(Convolution shape, INDArray x, INDArray weight, INDArray y) {
    for (long group = 0; group < shape.groups(); group++) {
      INDArray matrix = matrix(shape, weight, group).transpose();
      for (long utterance = 0; utterance < shape.batch(); utterance++) {
        INDArray windows = windows(shape, padded(shape, x.slice(utterance)), group);
        outputs(shape, y.slice(utterance), group).assign(products.multiply(windows, matrix));
      }
    }
  }

  void weightGradient(Convolution shape, INDArray x, INDArray dy, INDArray dWeight) {
    for (long group = 0; group < shape.groups(); group++) {
      INDArray sum = matrix(shape, dWeight, group).assign(0);
      for (long utterance = 0; utterance < shape.batch(); utterance++) {
        INDArray windows = windows(shape, padded(shape, x.slice(utterance)), group);
        INDArray gradient = outputs(shape, dy.slice(utterance), group);
        sum.addi(products.multiply(gradient.transpose(), windows));
      }
      weights(shape, dWeight, group)
          .assign(
              sum.reshape(
                      'c', shape.outChannelsPerGroup(), shape.kernel(), shape.inChannelsPerGroup())
                  .permute(0, 2, 1));
    }
  }

  void inputGradient(Convolution shape, INDArray dy, INDArray weight, INDArray dx) {
    long paddedLength = paddedLength(shape);
    for (long utterance = 0; utterance < shape.batch(); utterance++) {
      INDArray sum = Nd4j.zeros(dx.dataType(), paddedLength, shape.inChannels());
      for (long group = 0; group < shape.groups(); group++) {
        INDArray gradient = outputs(shape, dy.slice(utterance), group);
        INDArray weights = weights(shape, weight, group);
        for (long tap = 0; tap < shape.kernel(); tap++) {
          INDArray ofTap =
              weights.get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.point(tap));
          tap(shape, sum, group, tap).addi(products.multiply(gradient, ofTap.dup()));
        }
      }
      dx.slice(utterance)
          .assign(
              sum.get(
                  NDArrayIndex.interval(
                      shape.paddingBefore(), shape.paddingBefore() + shape.inLength()),
                  NDArrayIndex.all()));
    }
  }

  /** The samples of [time, channel] that one tap of the kernel sees, for each output. */
  private static INDArray tap(Convolution shape, INDArray padded, long group, long tap) {
    long channels = shape.inChannels();
    return Nd4j.create(
        padded.data(),
        new long[] {shape.outLength(), shape.inChannelsPerGroup()},
        new long[] {shape.stride() * channels, 1},
        padded.offset() + tap * channels + group * shape.inChannelsPerGroup(),
        'c');
  }

  /** The samples of [time, channel] that each output sees, [outLength, kernel · channels]. */
  private static INDArray windows(Convolution shape, INDArray padded, long group) {
    long channels = shape.inChannels();
    INDArray view =
        Nd4j.create(
            padded.data(),
            new long[] {shape.outLength(), shape.kernel(), shape.inChannelsPerGroup()},
            new long[] {shape.stride() * channels, channels, 1},
            padded.offset() + group * shape.inChannelsPerGroup(),
            'c');
    return view.dup('c')
        .reshape('c', shape.outLength(), shape.kernel() * shape.inChannelsPerGroup());
  }

  private static INDArray padded(Convolution shape, INDArray utterance) {
    if (shape.paddingBefore() == 0 && shape.paddingAfter() == 0) {
      return utterance;
    }
    INDArray result = Nd4j.zeros(utterance.dataType(), paddedLength(shape), shape.inChannels());
    result
        .get(
            NDArrayIndex.interval(shape.paddingBefore(), shape.paddingBefore() + shape.inLength()),
            NDArrayIndex.all())
        .assign(utterance);
    return result;
  }

  private static long paddedLength(Convolution shape) {
    return shape.paddingBefore() + shape.inLength() + shape.paddingAfter();
  }

  /** A group's outputs of [time, channel]. */
  private static INDArray outputs(Convolution shape, INDArray utterance, long group) {
    long width = shape.outChannelsPerGroup();
    return utterance.get(
        NDArrayIndex.all(), NDArrayIndex.interval(group * width, (group + 1) * width));
  }

  /** A group's weights, [out, in, kernel]. */
  private static INDArray weights(Convolution shape, INDArray weight, long group) {
    long width = shape.outChannelsPerGroup();
    return weight.get(
        NDArrayIndex.interval(group * width, (group + 1) * width),
        NDArrayIndex.all(),
        NDArrayIndex.all());
  }

  /** A copy of a group's weights, [out, kernel · in]. */
  private static INDArray matrix(Convolution shape, INDArray weight, long group) {
    return weights(shape, weight, group)
        .permute(0, 2, 1)
        .dup('c')
        .reshape('c', shape.outChannelsPerGroup(), shape.kernel() * shape.inChannelsPerGroup());
  }
}
