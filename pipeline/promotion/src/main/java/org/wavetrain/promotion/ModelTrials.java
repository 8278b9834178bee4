package org.wavetrain.promotion;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.tracking.ModelVersion;

/** Tries models out where what is known of them is not enough. */
public interface ModelTrials {
  /**
   * What {@link #evaluate} made before; empty if it was not asked to.
   *
   * @throws org.wavetrain.failure.UserFailure if the version cannot be measured so
   */
  Optional<ArtifactKey> findEvaluation(ModelVersion version, Candidate like);

  /**
   * Measures a version on the recordings that another was measured on, with the same decoder,
   * unless that was done before.
   *
   * @param like the other, as it was registered
   * @return the version's evaluation
   * @throws org.wavetrain.failure.UserFailure if it cannot be measured so
   */
  ArtifactKey evaluate(ModelVersion version, Candidate like);

  /**
   * Transcribes some speech, and tells the time that it takes as a share of the speech's length.
   *
   * @throws org.wavetrain.failure.UserFailure if it cannot be tried
   */
  double realTimeFactor(ArtifactKey export);
}
