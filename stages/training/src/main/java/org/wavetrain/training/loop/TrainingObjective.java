package org.wavetrain.training.loop;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.optimizer.ParameterRange;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.random.StepRandom;

/** What a network is trained to do. */
public interface TrainingObjective {
  /** All parameters as one flat vector, whose change changes the network. */
  INDArray parameters();

  /** The gradient that {@link #computeGradient} left, as long as {@link #parameters()}. */
  INDArray gradient();

  /** What of the parameters is trained, and how. */
  List<ParameterRange> trainedRanges();

  /**
   * Runs a batch forward and backward.
   *
   * @param random where all randomness of this batch comes from
   * @param step the number of the update that this batch is for, from 0
   */
  StepLoss computeGradient(ExampleBatch batch, StepRandom random, long step);

  /**
   * Measures the network.
   *
   * @param batches the validation set; the same in every call
   * @return values by metric name, {@link #bestMetric()} among them
   */
  Map<String, Double> evaluate(Stream<ExampleBatch> batches);

  /** By which metric of {@link #evaluate} one state of the network is better than another. */
  BestMetric bestMetric();

  /** What is suspicious about an evaluation of a network whose training is well under way. */
  List<TrainingWarning> judge(long step, Map<String, Double> evaluation);

  /** The parameters as tensors with Hugging Face's names. */
  Map<String, Tensor> tensors();

  /** Takes up what {@link #tensors()} gave. */
  void load(Map<String, Tensor> tensors);

  /** What it remembers of past batches besides the parameters, by name. */
  default Map<String, Long> memory() {
    return Map.of();
  }

  /** Takes up what {@link #memory()} gave. */
  default void recall(Map<String, Long> memory) {}
}
