package org.wavetrain.wav2vec2.kernels;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Kernels of plain ND4J operations: any data type, any back end. What the others are tested
 * against.
 */
public final class Nd4jKernels implements Kernels {
  private final DataType dataType;
  private final Nd4jProducts products = new Nd4jProducts();
  private final Nd4jConvolutions convolutions = new Nd4jConvolutions(products);

  public Nd4jKernels(DataType dataType) {
    this.dataType = dataType;
  }

  @Override
  public DataType dataType() {
    return dataType;
  }

  @Override
  public void product(INDArray a, INDArray b, double scale, INDArray out) {
    products.each(
        a,
        b,
        out,
        (left, right, result) -> {
          result.assign(products.multiply(left, right));
          if (scale != 1) {
            result.muli(scale);
          }
        });
  }

  @Override
  public void addProduct(INDArray a, INDArray b, INDArray out) {
    products.each(a, b, out, (left, right, result) -> result.addi(products.multiply(left, right)));
  }

  @Override
  public void affine(INDArray x, INDArray weight, INDArray bias, INDArray out) {
    out.assign(products.multiply(x, weight.transpose()));
    out.addiRowVector(bias);
  }

  @Override
  public void sumRows(INDArray x, INDArray out) {
    out.assign(x.sum(0));
  }

  @Override
  public void add(INDArray a, INDArray b, INDArray out) {
    out.assign(a.add(b));
  }

  @Override
  public void multiply(INDArray a, INDArray b, INDArray out) {
    out.assign(a.mul(b));
  }

  @Override
  public void convolution(
      Convolution shape,
      INDArray x,
      INDArray weight,
      INDArray bias,
      INDArray y,
      boolean recurring) {
    convolutions.forward(shape, x, weight, y);
    if (bias != null) {
      y.reshape(y.size(0) * y.size(1), y.size(2)).addiRowVector(bias);
    }
  }

  @Override
  public void convolutionInputGradient(
      Convolution shape, INDArray dy, INDArray weight, INDArray dx) {
    convolutions.inputGradient(shape, dy, weight, dx);
  }

  @Override
  public void convolutionWeightGradient(
      Convolution shape, INDArray x, INDArray dy, INDArray dWeight) {
    convolutions.weightGradient(shape, x, dy, dWeight);
  }

  @Override
  public void gelu(INDArray x, INDArray y) {
    y.assign(normalDistribution(x).muli(x));
  }

  @Override
  public void geluGradient(INDArray x, INDArray dy, INDArray dx) {
    INDArray density = Transforms.exp(x.mul(x).muli(-0.5), false).muli(1 / Math.sqrt(2 * Math.PI));
    INDArray slope = density.muli(x).addi(normalDistribution(x));
    dx.assign(slope.muli(dy));
  }

  /** Φ(x). */
  private static INDArray normalDistribution(INDArray x) {
    INDArray scaled = x.mul(1 / Math.sqrt(2));
    return Nd4j.getExecutioner().exec(new Erf(scaled, scaled)).addi(1).muli(0.5);
  }

  @Override
  public void layerNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    INDArray rows = rows(x);
    INDArray mean = rows.mean(1);
    INDArray centred = rows.subColumnVector(mean);
    INDArray variance = centred.mul(centred).mean(1);
    centred.muliColumnVector(inverseDeviation(variance, epsilon));
    rows(y).assign(centred.muliRowVector(gain).addiRowVector(bias));
    statistics.getRow(0).assign(mean);
    statistics.getRow(1).assign(variance);
  }

  @Override
  public void layerNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias) {
    INDArray slope = inverseDeviation(statistics.getRow(1), epsilon);
    INDArray normalised = rows(x).subColumnVector(statistics.getRow(0)).muliColumnVector(slope);
    INDArray gradient = rows(dy);
    dGain.assign(gradient.mul(normalised).sum(0));
    dBias.assign(gradient.sum(0));
    INDArray result = gradient.mulRowVector(gain);
    INDArray mean = result.mean(1);
    INDArray projection = result.mul(normalised).mean(1);
    result.subiColumnVector(mean).subi(normalised.muliColumnVector(projection));
    rows(dx).assign(result.muliColumnVector(slope));
  }

  @Override
  public void channelNorm(
      INDArray x, INDArray gain, INDArray bias, double epsilon, INDArray y, INDArray statistics) {
    for (long index = 0; index < x.size(0); index++) {
      INDArray utterance = x.slice(index);
      INDArray mean = utterance.mean(0);
      INDArray centred = utterance.subRowVector(mean);
      INDArray variance = centred.mul(centred).mean(0);
      centred.muliRowVector(inverseDeviation(variance, epsilon));
      y.slice(index).assign(centred.muliRowVector(gain).addiRowVector(bias));
      statistics.slice(index).getRow(0).assign(mean);
      statistics.slice(index).getRow(1).assign(variance);
    }
  }

  @Override
  public void channelNormGradient(
      INDArray x,
      INDArray dy,
      INDArray gain,
      double epsilon,
      INDArray statistics,
      INDArray dx,
      INDArray dGain,
      INDArray dBias) {
    INDArray gainSum = dGain.ulike().assign(0);
    INDArray biasSum = dBias.ulike().assign(0);
    for (long index = 0; index < x.size(0); index++) {
      INDArray ofUtterance = statistics.slice(index);
      INDArray slope = inverseDeviation(ofUtterance.getRow(1), epsilon);
      INDArray normalised = x.slice(index).subRowVector(ofUtterance.getRow(0)).muliRowVector(slope);
      INDArray gradient = dy.slice(index);
      gainSum.addi(gradient.mul(normalised).sum(0));
      biasSum.addi(gradient.sum(0));
      INDArray result = gradient.mulRowVector(gain);
      INDArray mean = result.mean(0);
      INDArray projection = result.mul(normalised).mean(0);
      result.subiRowVector(mean).subi(normalised.muliRowVector(projection));
      dx.slice(index).assign(result.muliRowVector(slope));
    }
    dGain.assign(gainSum);
    dBias.assign(biasSum);
  }

  private static INDArray inverseDeviation(INDArray variance, double epsilon) {
    return Transforms.pow(variance.add(epsilon), -0.5, false);
  }

  @Override
  public void softmax(INDArray x, INDArray y) {
    INDArray rows = rows(x);
    INDArray exponential = Transforms.exp(rows.subColumnVector(rows.max(1)), false);
    rows(y).assign(exponential.diviColumnVector(exponential.sum(1)));
  }

  @Override
  public void softmaxGradient(INDArray y, INDArray dy, INDArray dx) {
    INDArray probabilities = rows(y);
    INDArray gradient = rows(dy);
    INDArray mean = gradient.mul(probabilities).sum(1);
    rows(dx).assign(gradient.subColumnVector(mean).muli(probabilities));
  }

  /** Keeps nothing between operations. */
  @Override
  public void close() {}

  private static INDArray rows(INDArray array) {
    long width = array.size(-1);
    return array.reshape('c', array.length() / width, width);
  }
}
