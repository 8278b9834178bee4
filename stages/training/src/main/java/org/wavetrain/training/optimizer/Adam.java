package org.wavetrain.training.optimizer;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.wav2vec2.layer.FlatVector;

/**
 * Adam and AdamW over a flat parameter vector, with the arithmetic of torch.optim: bias-corrected
 * moments, epsilon outside the root. One pass over memory on all cores; an update allocates no
 * arrays. Owns the two moment vectors.
 */
public final class Adam implements AutoCloseable {
  private final AdamSettings settings;
  private final List<ParameterRange> ranges;
  private final long[] updates;
  private final FlatVector parameters;
  private final INDArray meanArray;
  private final INDArray squareArray;
  private final FlatVector means;
  private final FlatVector squares;
  private final BlockLoop loop;
  private final float[][][] scratch;
  private final double[] squareSums;

  /**
   * @param parameters the flat vector, updated in place
   * @param ranges what of it is trained; must not overlap
   */
  public Adam(AdamSettings settings, INDArray parameters, List<ParameterRange> ranges) {
    this.settings = settings;
    this.ranges = List.copyOf(ranges);
    this.updates = new long[ranges.size()];
    this.parameters = new FlatVector(parameters);
    this.meanArray = zeros(parameters.length());
    this.squareArray = zeros(parameters.length());
    this.means = new FlatVector(meanArray);
    this.squares = new FlatVector(squareArray);
    this.loop = new BlockLoop(Block.cut(ranges));
    this.scratch = new float[loop.workers()][4][Block.CAPACITY];
    this.squareSums = new double[loop.blocks()];
  }

  /**
   * The Euclidean norm of the scaled gradient of all ranges that are trained in this step; NaN or
   * infinite when the gradient is.
   */
  public double gradientNorm(INDArray gradient, long step) {
    FlatVector source = new FlatVector(gradient);
    loop.run(
        (worker, index, block) -> {
          ParameterRange range = ranges.get(block.range());
          double sum = 0;
          if (range.active(step)) {
            float[] values = scratch[worker][0];
            source.read(block.offset(), values, block.length());
            sum =
                sumOfSquares(values, block.length())
                    * range.gradientScale()
                    * range.gradientScale();
          }
          squareSums[index] = sum;
        });
    double total = 0;
    for (double sum : squareSums) {
      total += sum;
    }
    return Math.sqrt(total);
  }

  /**
   * Changes the parameters against the gradient.
   *
   * @param gradient as long as the parameters; not changed
   * @param gradientFactor factor on the whole gradient, for clipping and averaging
   * @param step number of this update, from 0; decides which ranges are trained yet
   */
  public void update(INDArray gradient, double gradientFactor, double learningRate, long step) {
    FlatVector source = new FlatVector(gradient);
    if (source.length() != parameters.length()) {
      throw new IllegalArgumentException(
          source.length() + " gradient values for " + parameters.length() + " parameters");
    }
    for (int index = 0; index < updates.length; index++) {
      if (ranges.get(index).active(step)) {
        updates[index]++;
      }
    }
    loop.run(
        (worker, index, block) -> {
          ParameterRange range = ranges.get(block.range());
          if (range.active(step)) {
            float factor = (float) (gradientFactor * range.gradientScale());
            updateBlock(scratch[worker], source, block, factor, learningRate);
          }
        });
  }

  private void updateBlock(
      float[][] scratch, FlatVector source, Block block, float factor, double learningRate) {
    int length = block.length();
    float[] gradient = scratch[0];
    float[] weight = scratch[1];
    float[] mean = scratch[2];
    float[] square = scratch[3];
    source.read(block.offset(), gradient, length);
    parameters.read(block.offset(), weight, length);
    means.read(block.offset(), mean, length);
    squares.read(block.offset(), square, length);

    long count = updates[block.range()];
    float keepMean = (float) settings.beta1();
    float keepSquare = (float) settings.beta2();
    float addMean = (float) (1 - settings.beta1());
    float addSquare = (float) (1 - settings.beta2());
    float epsilon = (float) settings.epsilon();
    float stepSize = (float) (learningRate / (1 - Math.pow(settings.beta1(), count)));
    float rootScale = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), count)));
    float shrink = (float) (settings.decoupled() ? 1 - learningRate * settings.weightDecay() : 1);
    float pull = (float) (settings.decoupled() ? 0 : settings.weightDecay());
    for (int i = 0; i < length; i++) {
      float slope = gradient[i] * factor + pull * weight[i];
      mean[i] = keepMean * mean[i] + addMean * slope;
      square[i] = keepSquare * square[i] + addSquare * slope * slope;
      float root = (float) Math.sqrt(square[i]) * rootScale + epsilon;
      weight[i] = shrink * weight[i] - stepSize * mean[i] / root;
    }

    parameters.write(block.offset(), weight, length);
    means.write(block.offset(), mean, length);
    squares.write(block.offset(), square, length);
  }

  /** The running means of gradients: a live view, to be saved or overwritten. */
  public INDArray means() {
    return meanArray;
  }

  /** The running means of squared gradients: a live view, to be saved or overwritten. */
  public INDArray squares() {
    return squareArray;
  }

  /** How often each range was updated: with the moments, the whole state. */
  public List<Long> updates() {
    return Arrays.stream(updates).boxed().toList();
  }

  /** Takes up the counts that {@link #updates()} gave. */
  public void restoreUpdates(List<Long> counts) {
    if (counts.size() != updates.length) {
      throw new IllegalArgumentException(
          counts.size() + " counts for " + updates.length + " ranges of parameters");
    }
    for (int index = 0; index < updates.length; index++) {
      updates[index] = counts.get(index);
    }
  }

  @Override
  public void close() {
    meanArray.close();
    squareArray.close();
  }

  private static double sumOfSquares(float[] values, int length) {
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }

  private static INDArray zeros(long length) {
    return Nd4j.createUninitializedDetached(DataType.FLOAT, length).assign(0);
  }
}
