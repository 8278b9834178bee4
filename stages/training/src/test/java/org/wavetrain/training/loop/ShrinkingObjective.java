package org.wavetrain.training.loop;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.optimizer.ParameterRange;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * Trains the weights of any checkpoint, whatever network they are of: each is to become zero. They
 * lie one after the other, in the order of their names.
 */
final class ShrinkingObjective implements TrainingObjective, AutoCloseable {
  private static final String METRIC = "validation_wer";

  private final INDArray parameters;
  private final INDArray gradient;

  ShrinkingObjective(long length) {
    parameters = Nd4j.zeros(length);
    gradient = Nd4j.zeros(length);
  }

  /** The weights of a checkpoint as one vector. */
  static float[] inOrder(Map<String, Tensor> tensors) {
    float[] all = new float[0];
    for (Tensor tensor : new TreeMap<>(tensors).values()) {
      float[] one = tensor.toFloats();
      int start = all.length;
      all = Arrays.copyOf(all, start + one.length);
      System.arraycopy(one, 0, all, start, one.length);
    }
    return all;
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
    return List.of(new ParameterRange(0, parameters.length(), 1, 0));
  }

  @Override
  public StepLoss computeGradient(ExampleBatch batch, StepRandom random, long step) {
    gradient.assign(parameters);
    return new StepLoss(parameters.norm2Number().doubleValue(), 1, Map.of());
  }

  @Override
  public Map<String, Double> evaluate(Stream<ExampleBatch> batches) {
    batches.forEach(batch -> {});
    return Map.of(METRIC, 0.5);
  }

  @Override
  public BestMetric bestMetric() {
    return new BestMetric(METRIC, true);
  }

  @Override
  public List<TrainingWarning> judge(long step, Map<String, Double> evaluation) {
    return List.of();
  }

  @Override
  public Map<String, Tensor> tensors() {
    return Map.of("weights", Tensor.of(parameters.toFloatVector(), (int) parameters.length()));
  }

  @Override
  public void load(Map<String, Tensor> tensors) {
    parameters.assign(Nd4j.createFromArray(inOrder(tensors)));
  }

  @Override
  public void close() {
    parameters.close();
    gradient.close();
  }
}
