package org.wavetrain.report.comparison;

import java.io.IOException;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.failure.UserFailure;

/**
 * An evaluation, or why it cannot be read: one that is damaged keeps no other from being compared.
 *
 * @param problem a sentence; empty if there is an evaluation
 */
record ReadEvaluation(Optional<EvaluationArtifact> evaluation, String problem) {
  static ReadEvaluation known(EvaluationArtifact evaluation) {
    return new ReadEvaluation(Optional.of(evaluation), "");
  }

  /**
   * Reads one.
   *
   * @throws UserFailure if the store is away
   */
  static ReadEvaluation of(ArtifactStore store, ArtifactKey key) {
    try {
      return known(EvaluationArtifact.read(store.open(key)));
    } catch (IOException damaged) {
      return unreadable(key, damaged);
    } catch (UserFailure failure) {
      if (failure.code().mayPass()) {
        throw failure;
      }
      return unreadable(key, failure);
    }
  }

  private static ReadEvaluation unreadable(ArtifactKey key, Exception reason) {
    return new ReadEvaluation(
        Optional.empty(),
        "Its evaluation %s cannot be read: %s"
            .formatted(key, String.valueOf(reason.getMessage()).lines().findFirst().orElse("")));
  }
}
