package org.wavetrain.promotion;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.ModelVersion;

/**
 * Trials that were made before: for whoever is not to wait for others.
 *
 * @param trials know what was tried
 */
record KnownTrials(ModelTrials trials) implements ModelTrials {
  @Override
  public Optional<ArtifactKey> findEvaluation(ModelVersion version, Candidate like) {
    return trials.findEvaluation(version, like);
  }

  @Override
  public ArtifactKey evaluate(ModelVersion version, Candidate like) {
    return findEvaluation(version, like)
        .orElseThrow(() -> untried("version " + version.version() + " was not evaluated so yet"));
  }

  @Override
  public double realTimeFactor(ArtifactKey export) {
    throw untried("it was not tried how fast it is");
  }

  private static UserFailure untried(String what) {
    return new UserFailure(
        PromotionError.VERSION_NOT_MEASURABLE,
        "The gates are overruled, and so not waited for: " + what + ".",
        "Ask the gates with `wavetrain promote MODEL VERSION --dry-run`.");
  }
}
