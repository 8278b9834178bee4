package org.wavetrain.promotion;

import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.tracking.ModelVersion;

/** What a test lets be tried out. */
abstract class SampleTrials implements ModelTrials {
  @Override
  public Optional<ArtifactKey> findEvaluation(ModelVersion version, Candidate like) {
    return Optional.empty();
  }

  @Override
  public ArtifactKey evaluate(ModelVersion version, Candidate like) {
    return new NoTrials().evaluate(version, like);
  }

  @Override
  public double realTimeFactor(ArtifactKey export) {
    return new NoTrials().realTimeFactor(export);
  }
}
