package org.wavetrain.ingest;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.corpus.Split;

/**
 * Where each candidate goes.
 *
 * @param splits by candidate id; one that is missing is set aside to keep sentences apart
 * @param divisions how each source was divided, by its name
 */
record SplitPlan(Map<String, Split> splits, Map<String, Division> divisions) {
  SplitPlan {
    splits = Map.copyOf(splits);
    divisions = Collections.unmodifiableMap(new TreeMap<>(divisions));
  }

  /**
   * How a source was divided.
   *
   * @param setAside how many recordings fall between the splits: the speaker is of one, the
   *     sentence of another
   * @param overlappingSpeakers how many speakers may be in several splits
   * @param differentSentences how many are known
   * @param sentencesApart whether no sentence is in two splits
   */
  record Division(
      int setAside, int overlappingSpeakers, int differentSentences, boolean sentencesApart) {}

  Optional<Split> of(Candidate candidate) {
    return Optional.ofNullable(splits.get(candidate.id()));
  }
}
