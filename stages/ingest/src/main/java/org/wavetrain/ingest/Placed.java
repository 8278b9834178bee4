package org.wavetrain.ingest;

import java.util.Optional;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

/** A candidate and the split it is meant for. */
record Placed(Candidate candidate, Split split) {
  boolean hasText(Split wanted) {
    return split == wanted && candidate.text().isPresent();
  }

  boolean hasLabel(Split wanted) {
    return split == wanted && candidate.label().isPresent();
  }

  /**
   * @param samples how many its sound has
   */
  Utterance utterance(int samples) {
    return new Utterance(
        candidate.id(),
        candidate.source(),
        candidate.speaker(),
        split,
        candidate.text(),
        candidate.sentence(),
        candidate.label(),
        candidate.attributes(),
        samples,
        Optional.empty());
  }
}
