package org.wavetrain.training.setup;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;

/**
 * How long to train, and how often to look at the result, in updates. Where the parameters speak of
 * epochs, one has as many batches as the first.
 *
 * @param steps updates in all
 * @param evaluateEvery updates between evaluations
 * @param checkpointEvery updates between checkpoints
 */
record TrainingBudget(long steps, long evaluateEvery, long checkpointEvery) {
  private static final long MOST = 1_000_000_000;
  private static final long OFTEN = 200;

  private static final String STEPS = "steps";
  private static final String EPOCHS = "epochs";
  private static final String EVALUATE = "evaluate_every";
  private static final String EVALUATE_EPOCHS = "evaluate_every_epochs";
  private static final String CHECKPOINT = "checkpoint_every";
  private static final String CHECKPOINT_EPOCHS = "checkpoint_every_epochs";

  static List<Parameter> declare(TrainingDefaults defaults) {
    return List.of(
        Parameter.integer(STEPS, defaults.steps(), 1, MOST, "Updates of the parameters."),
        Parameter.number(
            EPOCHS,
            0,
            0,
            100_000,
            "How often to go through the training set, in place of steps; 0 for steps."),
        Parameter.integer(
            EVALUATE, OFTEN, 1, MOST, "Updates between evaluations on the validation set."),
        Parameter.number(EVALUATE_EPOCHS, 0, 0, 100_000, "The same in epochs; 0 for updates."),
        Parameter.integer(CHECKPOINT, OFTEN, 1, MOST, "Updates between checkpoints."),
        Parameter.number(CHECKPOINT_EPOCHS, 0, 0, 100_000, "The same in epochs; 0 for updates."));
  }

  /**
   * @param batchesInEpoch batches, of which {@code accumulation} make an update
   */
  static TrainingBudget read(Parameters parameters, TrainingDefaults defaults, int batchesInEpoch) {
    double updatesInEpoch = batchesInEpoch / (double) parameters.integer("accumulation");
    return new TrainingBudget(
        updates(parameters, STEPS, defaults.steps(), EPOCHS, updatesInEpoch),
        updates(parameters, EVALUATE, OFTEN, EVALUATE_EPOCHS, updatesInEpoch),
        updates(parameters, CHECKPOINT, OFTEN, CHECKPOINT_EPOCHS, updatesInEpoch));
  }

  /** What is said twice, in updates and in epochs. */
  static List<ParameterProblem> contradictions(Parameters parameters, TrainingDefaults defaults) {
    return Stream.of(
            contradiction(parameters, STEPS, defaults.steps(), EPOCHS),
            contradiction(parameters, EVALUATE, OFTEN, EVALUATE_EPOCHS),
            contradiction(parameters, CHECKPOINT, OFTEN, CHECKPOINT_EPOCHS))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<ParameterProblem> contradiction(
      Parameters parameters, String inUpdates, long usual, String inEpochs) {
    return ParameterProblem.of(
        () -> updates(parameters, inUpdates, usual, inEpochs, 1), inUpdates, inEpochs);
  }

  /** Whether the parameters speak of epochs in place of updates. */
  static boolean countsEpochs(Parameters parameters) {
    return parameters.number(EPOCHS) > 0;
  }

  private static long updates(
      Parameters parameters, String inUpdates, long usual, String inEpochs, double updatesInEpoch) {
    long given = parameters.integer(inUpdates);
    double epochs = parameters.number(inEpochs);
    Contradictions.requireOne(inUpdates, given, usual, inEpochs, epochs);
    // Of 2.9999999 updates, as fractions come out, the third is meant.
    return epochs > 0 ? Math.max(1, (long) Math.ceil(epochs * updatesInEpoch - 1e-6)) : given;
  }
}
