package org.wavetrain.classify;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.wavetrain.training.batch.ExampleBatch;
import org.wavetrain.training.loop.BestMetric;
import org.wavetrain.training.loop.NetworkObjective;
import org.wavetrain.training.loop.StepLoss;
import org.wavetrain.training.loop.TrainedRanges;
import org.wavetrain.training.loop.TrainingWarning;
import org.wavetrain.training.optimizer.ParameterRange;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * To name the class of an utterance.
 *
 * @param network what is trained
 * @param classes their names, in the order of the network's outputs
 * @param headOnlySteps updates for which only the head is trained
 */
record ClassificationObjective(
    ClassificationNetwork network, List<String> classes, long headOnlySteps)
    implements NetworkObjective {
  private static final BestMetric BEST = new BestMetric("validation_accuracy", false);

  @Override
  public List<ParameterRange> trainedRanges() {
    return TrainedRanges.of(network.layout(), 1, headOnlySteps);
  }

  @Override
  public StepLoss computeGradient(ExampleBatch batch, StepRandom random, long step) {
    network.trainHeadsOnly(step < headOnlySteps);
    double loss = network.computeGradient(batch.waveforms(), classesOf(batch), random);
    return new StepLoss(loss, 1, Map.of());
  }

  @Override
  public Map<String, Double> evaluate(Stream<ExampleBatch> batches) {
    ClassificationScores scores = new ClassificationScores(classes.size());
    batches.forEach(batch -> scores.add(classesOf(batch), network.logits(batch.waveforms())));
    return scores.metrics();
  }

  @Override
  public BestMetric bestMetric() {
    return BEST;
  }

  @Override
  public List<TrainingWarning> judge(long step, Map<String, Double> evaluation) {
    if (evaluation.get("validation_classes") > 1) {
      return List.of();
    }
    return List.of(
        new TrainingWarning(
            "one_class_only",
            step,
            String.format(
                Locale.ROOT,
                "one of %d classes is predicted for every utterance, right for %.0f %%",
                classes.size(),
                100 * evaluation.get("validation_accuracy")),
            "lower the learning rate, or train the head alone at first with head_only_steps"));
  }

  private int[] classesOf(ExampleBatch batch) {
    return batch.examples().stream()
        .mapToInt(example -> classes.indexOf(example.reference()))
        .toArray();
  }
}
