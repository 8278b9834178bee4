package org.wavetrain.training.setup;

import org.wavetrain.definition.Parameter;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.loop.TrainingError;

/** Parameters that do not go together. */
public final class Contradictions {
  private Contradictions() {}

  /** A failure {@code TRAINING_PARAMETERS_CONTRADICT}. */
  public static UserFailure failure(String sentence, String remedy) {
    return new UserFailure(TrainingError.TRAINING_PARAMETERS_CONTRADICT, sentence, remedy);
  }

  /**
   * @param usual the default of the first, at which it says nothing
   * @param other the value of the one in its place, 0 when it is not given
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when both are given
   */
  static void requireOne(String name, long value, long usual, String otherName, double other) {
    if (other > 0 && value != usual) {
      throw failure(
          "Both %s %d and %s %s are given, which say the same thing twice."
              .formatted(name, value, otherName, other),
          "Leave one of the two out; --set STAGE.%s= takes back what a pipeline file says."
              .formatted(name));
    }
  }

  /**
   * @param ignored the declaration of a parameter that has no meaning beside another's value
   * @param cause that other one with its value, for example {@code schedule linear}
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when it is not at its default
   */
  public static void requireDefault(Parameters parameters, Parameter ignored, String cause) {
    Object value = parameters.asMap().get(ignored.name());
    if (!value.equals(ignored.fallback().orElseThrow())) {
      throw failure(
          "%s %s has no meaning with %s.".formatted(ignored.name(), value, cause),
          "Leave it out, or change the other.");
    }
  }
}
