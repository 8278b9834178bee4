package org.wavetrain.promotion;

import java.util.Optional;
import org.wavetrain.tracking.ModelVersion;

/** Judges a version by the metric that its tags name, which is the pipeline file's of its time. */
public record JudgedAsRegistered() implements Gate {
  @Override
  public Optional<String> objection(Candidate challenger, Optional<ModelVersion> champion) {
    Optional<BeatsChampion> gate = BeatsChampion.ofTags(challenger.tags());
    return gate.isPresent()
        ? gate.get().objection(challenger, champion)
        : Optional.of("Its tags do not say by which metric it is judged.");
  }
}
