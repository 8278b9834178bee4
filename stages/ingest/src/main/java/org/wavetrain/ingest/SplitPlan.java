package org.wavetrain.ingest;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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

  /** What the person watching is told: what the splits share, and what was given up for them. */
  List<String> messages() {
    List<String> messages = new ArrayList<>();
    divisions.forEach(
        (source, division) -> {
          if (division.overlappingSpeakers() > 0) {
            messages.add(
                "Source %s has too few speakers to keep them apart: it is divided without regard to them, as allow_speaker_overlap permits, and its figures are those of known speakers."
                    .formatted(source));
          }
          if (!division.sentencesApart()) {
            messages.add(
                "Source %s has %d different sentences, too few to keep them apart: it is divided by %s alone, and its test split shares sentences with training."
                    .formatted(
                        source,
                        division.differentSentences(),
                        division.overlappingSpeakers() > 0 ? "recording" : "speaker"));
          }
          if (division.setAside() > 0) {
            messages.add(
                "%d recordings of source %s are set aside to keep sentences apart."
                    .formatted(division.setAside(), source));
          }
        });
    return messages;
  }

  Optional<Split> of(Candidate candidate) {
    return Optional.ofNullable(splits.get(candidate.id()));
  }
}
