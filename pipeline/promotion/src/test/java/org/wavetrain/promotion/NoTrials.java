package org.wavetrain.promotion;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.tracking.ModelVersion;

/** Of models that nobody is to try out. */
record NoTrials() implements ModelTrials {
  @Override
  public Optional<ArtifactKey> findEvaluation(ModelVersion version, Candidate like) {
    return Optional.empty();
  }

  @Override
  public ArtifactKey evaluate(ModelVersion version, Candidate like) {
    throw new AssertionError("version " + version.version() + " was to be evaluated");
  }

  @Override
  public double realTimeFactor(ArtifactKey export) {
    throw new AssertionError(export + " was to be run");
  }
}
