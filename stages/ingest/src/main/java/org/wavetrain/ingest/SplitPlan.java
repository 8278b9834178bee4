package org.wavetrain.ingest;

import java.util.Map;
import java.util.Optional;
import org.wavetrain.corpus.Split;

/**
 * Where each candidate goes.
 *
 * @param splits by candidate id; one that is missing is set aside to keep sentences apart
 * @param setAside how many are missing
 * @param overlappingSpeakers how many speakers are in training and in another split
 */
record SplitPlan(Map<String, Split> splits, int setAside, int overlappingSpeakers) {
  SplitPlan {
    splits = Map.copyOf(splits);
  }

  Optional<Split> of(Candidate candidate) {
    return Optional.ofNullable(splits.get(candidate.id()));
  }
}
