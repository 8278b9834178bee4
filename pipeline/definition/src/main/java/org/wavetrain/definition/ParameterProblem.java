package org.wavetrain.definition;

import java.util.List;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;

/**
 * What a stage would refuse of its parameters, known before anything runs.
 *
 * @param parameters the names of those that have a part in it, the likeliest to be wrong first
 * @param failure what the stage would end with
 */
public record ParameterProblem(List<String> parameters, UserFailure failure) {
  public ParameterProblem {
    parameters = List.copyOf(parameters);
  }

  /** What a check refuses by throwing {@link UserFailure}; empty when it refuses nothing. */
  public static Optional<ParameterProblem> of(Runnable check, List<String> parameters) {
    try {
      check.run();
      return Optional.empty();
    } catch (UserFailure refused) {
      return Optional.of(new ParameterProblem(parameters, refused));
    }
  }

  /** As above. */
  public static Optional<ParameterProblem> of(Runnable check, String... parameters) {
    return of(check, List.of(parameters));
  }

  /**
   * Refuses the first of the problems, if there are any.
   *
   * @throws UserFailure its failure
   */
  public static void refuse(List<ParameterProblem> problems) {
    if (!problems.isEmpty()) {
      throw problems.get(0).failure();
    }
  }
}
