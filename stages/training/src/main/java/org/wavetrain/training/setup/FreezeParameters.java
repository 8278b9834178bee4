package org.wavetrain.training.setup;

import java.util.List;
import java.util.Optional;
import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.ParameterProblem;
import org.wavetrain.definition.Parameters;

/** The parameters of what is not trained beside a head, and what they say. */
public final class FreezeParameters {
  private static final String FEATURE_ENCODER = "freeze_feature_encoder";
  private static final String HEAD_ONLY_STEPS = "head_only_steps";

  private FreezeParameters() {}

  public static List<Parameter> declare() {
    return List.of(
        Parameter.flag(
            FEATURE_ENCODER, false, "Whether the convolutional layers keep their weights."),
        Parameter.integer(
            HEAD_ONLY_STEPS,
            0,
            0,
            1_000_000_000,
            "Updates at the beginning for which only the head is trained."));
  }

  /** Whether the convolutional layers keep their weights. */
  public static boolean featureEncoder(Parameters parameters) {
    return parameters.flag(FEATURE_ENCODER);
  }

  /**
   * A trunk that would rest for more updates than there are, as far as their number is known: of
   * epochs, only the corpus says how many they are. As many as there are train the head alone.
   */
  public static Optional<ParameterProblem> contradiction(Parameters parameters) {
    return TrainingBudget.countsEpochs(parameters)
        ? Optional.empty()
        : ParameterProblem.of(
            () -> requireSoMany(headOnlySteps(parameters), parameters.integer("steps")),
            HEAD_ONLY_STEPS,
            "steps");
  }

  private static void requireSoMany(long headOnly, long steps) {
    if (headOnly > steps) {
      throw Contradictions.failure(
          "%s %d is more than the %d updates of the training, so that all but the head would never learn."
              .formatted(HEAD_ONLY_STEPS, headOnly, steps),
          "Lower %s or train longer; to train the head alone, set it to %d."
              .formatted(HEAD_ONLY_STEPS, steps));
    }
  }

  /** Updates at the beginning for which only the head is trained. */
  public static long headOnlySteps(Parameters parameters) {
    return parameters.integer(HEAD_ONLY_STEPS);
  }
}
