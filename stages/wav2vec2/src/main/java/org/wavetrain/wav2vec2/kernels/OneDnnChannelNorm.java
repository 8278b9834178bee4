package org.wavetrain.wav2vec2.kernels;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The norm of each channel over time, put together from row sums and elementwise operations on one
 * utterance at a time, which then stays in the processor's cache. oneDNN's own batch norm takes
 * some ten times as long on one utterance with the channels last. The few numbers that a channel
 * has are computed here: an operation on an array costs more to start than so few take.
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
    int channels = (int) x.size(2);
    INDArray scratch = Nd4j.createUninitialized(x.dataType(), time, channels);
    INDArray scale = Nd4j.createUninitialized(x.dataType(), 1, channels);
    INDArray shift = Nd4j.createUninitialized(x.dataType(), 1, channels);
    FloatBuffer gains = values(gain);
    FloatBuffer biases = values(bias);
    FloatBuffer scales = values(scale);
    FloatBuffer shifts = values(shift);
    for (long index = 0; index < x.size(0); index++) {
      INDArray utterance = matrix(x, index);
      INDArray mean = row(statistics, 2 * index);
      INDArray variance = row(statistics, 2 * index + 1);
      FloatBuffer means = values(mean);
      FloatBuffer variances = values(variance);
      products.sumRows(utterance, mean);
      divide(means, time);
      elementwise.squaredDifference(utterance, mean, scratch);
      products.sumRows(scratch, variance);
      divide(variances, time);
      for (int channel = 0; channel < channels; channel++) {
        float factor = inverseDeviation(variances.get(channel), epsilon) * gains.get(channel);
        scales.put(channel, factor);
        shifts.put(channel, biases.get(channel) - means.get(channel) * factor);
      }
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
    int channels = (int) x.size(2);
    INDArray scratch = Nd4j.createUninitialized(x.dataType(), time, channels);
    INDArray biasShare = Nd4j.createUninitialized(x.dataType(), 1, channels);
    INDArray gainShare = Nd4j.createUninitialized(x.dataType(), 1, channels);
    INDArray scale = Nd4j.createUninitialized(x.dataType(), 1, channels);
    INDArray ofX = Nd4j.createUninitialized(x.dataType(), 1, channels);
    INDArray constant = Nd4j.createUninitialized(x.dataType(), 1, channels);
    FloatBuffer gains = values(gain);
    FloatBuffer biasShares = values(biasShare);
    FloatBuffer gainShares = values(gainShare);
    FloatBuffer scales = values(scale);
    FloatBuffer factors = values(ofX);
    FloatBuffer constants = values(constant);
    FloatBuffer gainSums = values(dGain.assign(0));
    FloatBuffer biasSums = values(dBias.assign(0));
    for (long index = 0; index < x.size(0); index++) {
      INDArray utterance = matrix(x, index);
      INDArray gradient = matrix(dy, index);
      FloatBuffer means = values(row(statistics, 2 * index));
      FloatBuffer variances = values(row(statistics, 2 * index + 1));
      products.sumRows(gradient, biasShare);
      elementwise.multiply(gradient, utterance, scratch);
      products.sumRows(scratch, gainShare);
      for (int channel = 0; channel < channels; channel++) {
        float mean = means.get(channel);
        float slope = inverseDeviation(variances.get(channel), epsilon);
        float ofBias = biasShares.get(channel);
        float ofGain = (gainShares.get(channel) - mean * ofBias) * slope;
        float a = slope * gains.get(channel);
        float c = a * slope * ofGain / -time;
        scales.put(channel, a);
        factors.put(channel, c);
        constants.put(channel, -(c * mean + a * ofBias / time));
        gainSums.put(channel, gainSums.get(channel) + ofGain);
        biasSums.put(channel, biasSums.get(channel) + ofBias);
      }
      elementwise.multiplyAdd(utterance, ofX, constant, scratch);
      elementwise.multiplyAdd(gradient, scale, scratch, matrix(dx, index));
    }
  }

  private static void divide(FloatBuffer values, long divisor) {
    for (int index = 0; index < values.capacity(); index++) {
      values.put(index, values.get(index) / divisor);
    }
  }

  private static float inverseDeviation(float variance, double epsilon) {
    return 1 / (float) Math.sqrt(variance + (float) epsilon);
  }

  /** The memory of a row-major array, in the processor's reach as all of oneDNN's arrays are. */
  private static FloatBuffer values(INDArray array) {
    return new FloatPointer(array.data().addressPointer()).capacity(array.length()).asBuffer();
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
