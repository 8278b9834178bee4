package org.wavetrain.training.loop;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.optimizer.ParameterRange;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.random.RandomStream;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * A model small enough for tests of the loop: predicts an utterance's label from its energy with a
 * factor and an offset, from input with noise, by squared error. Remembers how many batches it saw.
 */
final class LoudnessObjective implements TrainingObjective {
  private final INDArray parameters = Nd4j.createFromArray(0f, 0f);
  private final INDArray gradient = Nd4j.createFromArray(0f, 0f);
  private final long brokenFrom;
  private long batches;

  LoudnessObjective() {
    this(Long.MAX_VALUE);
  }

  /** From the given step on, losses are NaN. */
  LoudnessObjective(long brokenFrom) {
    this.brokenFrom = brokenFrom;
  }

  @Override
  public INDArray parameters() {
    return parameters;
  }

  @Override
  public INDArray gradient() {
    return gradient;
  }

  @Override
  public List<ParameterRange> trainedRanges() {
    return List.of(new ParameterRange(0, 2, 1, 0));
  }

  @Override
  public StepLoss computeGradient(ExampleBatch batch, StepRandom random, long step) {
    batches++;
    RandomStream noise = random.stream("input", "noise");
    double loss = 0;
    double factorSlope = 0;
    double offsetSlope = 0;
    for (int row = 0; row < batch.examples().size(); row++) {
      double energy = energy(batch, row) + 0.01 * noise.nextGaussian();
      double error = predict(energy) - label(batch, row);
      loss += error * error;
      factorSlope += 2 * error * energy;
      offsetSlope += 2 * error;
    }
    gradient.putScalar(0, factorSlope);
    gradient.putScalar(1, offsetSlope);
    int size = batch.examples().size();
    double shown = step >= brokenFrom ? Double.NaN : loss / size;
    return new StepLoss(shown, size, Map.of());
  }

  @Override
  public Map<String, Double> evaluate(Stream<ExampleBatch> batches) {
    double[] sums = new double[2];
    batches.forEach(
        batch -> {
          for (int row = 0; row < batch.examples().size(); row++) {
            double error = predict(energy(batch, row)) - label(batch, row);
            sums[0] += error * error;
            sums[1]++;
          }
        });
    return Map.of("validation_error", sums[0] / sums[1]);
  }

  @Override
  public BestMetric bestMetric() {
    return new BestMetric("validation_error", true);
  }

  @Override
  public List<TrainingWarning> judge(long step, Map<String, Double> evaluation) {
    return List.of();
  }

  @Override
  public Map<String, Tensor> tensors() {
    return Map.of("parameters", Tensor.of(parameters.toFloatVector(), 2));
  }

  @Override
  public void load(Map<String, Tensor> tensors) {
    parameters.assign(Nd4j.createFromArray(tensors.get("parameters").toFloats()));
  }

  @Override
  public Map<String, Long> memory() {
    return Map.of("batches", batches);
  }

  @Override
  public void recall(Map<String, Long> memory) {
    batches = memory.get("batches");
  }

  private static int label(ExampleBatch batch, int row) {
    return Integer.parseInt(batch.references().get(row));
  }

  private double predict(double energy) {
    return parameters.getFloat(0) * energy + parameters.getFloat(1);
  }

  private static double energy(ExampleBatch batch, int row) {
    int width = batch.waveforms().paddedLength();
    int length = batch.waveforms().lengths()[row];
    double sum = 0;
    for (int index = row * width; index < row * width + length; index++) {
      sum += Math.abs(batch.waveforms().samples()[index]);
    }
    return sum / length;
  }
}
