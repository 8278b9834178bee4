package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The norm of each channel over time, put together from row sums and elementwise operations on one
 * utterance at a time, which then stays in the processor's cache. oneDNN's own batch norm takes
 * some ten times as long on one utterance with the channels last.
 */
final class OneDnnChannelNorm {
  private final OneDnnProducts products;
  private final OneDnnElementwise elementwise;

  OneDnnChannelNorm(OneDnnProducts products, OneDnnElementwise elementwise) {
    this.products = products;
    this.elementwise = elementwise;
  }

  void forward(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    long time = x.size(1);
    long channels = x.size(2);
    INDArray scratch = Nd4j.createUninitialized(x.dataType(), time, channels);
    INDArray row = bias.reshape(1, channels);
    for (long index = 0; index < x.size(0); index++) {
      INDArray utterance = matrix(x, index);
      INDArray mean = row(statistics, 2 * index);
      INDArray variance = row(statistics, 2 * index + 1);
      products.sumRows(utterance, mean);
      mean.divi(time);
      elementwise.squaredDifference(utterance, mean, scratch);
      products.sumRows(scratch, variance);
      variance.divi(time);
      INDArray scale = inverseDeviation(variance, epsilon).muliRowVector(gain);
      INDArray shift = row.sub(mean.mul(scale));
      elementwise.multiplyAdd(utterance, scale, shift, matrix(y, index));
    }
  }

  /**
   * With σ the deviation, x̂ the normalised x, and a = gain/σ: dGain = Σ dy·x̂, dBias = Σ dy and dx
   * = a·(dy − dBias/n − x̂·dGain/n), which is a·dy − c·x + d with the constants of a channel
   * gathered.
   */
  void gradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias) {
    long time = x.size(1);
    long channels = x.size(2);
    INDArray scratch = Nd4j.createUninitialized(x.dataType(), time, channels);
    INDArray biasShare = Nd4j.createUninitialized(x.dataType(), 1, channels);
    INDArray gainShare = Nd4j.createUninitialized(x.dataType(), 1, channels);
    INDArray gainRow = dGain.reshape(1, channels).assign(0);
    INDArray biasRow = dBias.reshape(1, channels).assign(0);
    for (long index = 0; index < x.size(0); index++) {
      INDArray utterance = matrix(x, index);
      INDArray gradient = matrix(dy, index);
      INDArray mean = row(statistics, 2 * index);
      INDArray slope = inverseDeviation(row(statistics, 2 * index + 1), epsilon);
      products.sumRows(gradient, biasShare);
      elementwise.multiply(gradient, utterance, scratch);
      products.sumRows(scratch, gainShare);
      gainShare.subi(mean.mul(biasShare)).muli(slope);
      INDArray scale = slope.mulRowVector(gain);
      INDArray ofX = scale.mul(slope).muli(gainShare).divi(-time);
      INDArray constant = ofX.mul(mean).addi(scale.mul(biasShare).divi(time)).negi();
      elementwise.multiplyAdd(utterance, ofX, constant, scratch);
      elementwise.multiplyAdd(gradient, scale, scratch, matrix(dx, index));
      gainRow.addi(gainShare);
      biasRow.addi(biasShare);
    }
  }

  private static INDArray inverseDeviation(INDArray variance, double epsilon) {
    INDArray deviation = variance.add(epsilon);
    return Transforms.sqrt(deviation, false).rdivi(1);
  }

  private static INDArray matrix(INDArray batch, long index) {
    long time = batch.size(1);
    long channels = batch.size(2);
    return Nd4j.create(
        batch.data(),
        new long[] {time, channels},
        new long[] {channels, 1},
        batch.offset() + index * time * channels,
        'c');
  }

  private static INDArray row(INDArray statistics, long index) {
    long channels = statistics.size(2);
    return Nd4j.create(
        statistics.data(),
        new long[] {1, channels},
        new long[] {channels, 1},
        statistics.offset() + index * channels,
        'c');
  }
}
