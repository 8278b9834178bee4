package org.wavetrain.training.setup;

import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.loop.TrainingError;

/** Parameters of which one takes the place of another. */
final class Contradictions {
  private Contradictions() {}

  /**
   * @param usual the default of the first, at which it says nothing
   * @param other the value of the one in its place, 0 when it is not given
   * @throws UserFailure {@code TRAINING_PARAMETERS_CONTRADICT} when both are given
   */
  static void requireOne(String name, long value, long usual, String otherName, double other) {
    if (other > 0 && value != usual) {
      throw new UserFailure(
          TrainingError.TRAINING_PARAMETERS_CONTRADICT,
          "Both %s %d and %s %s are given, which say the same thing twice."
              .formatted(name, value, otherName, other),
          "Leave one of the two out.");
    }
  }
}
