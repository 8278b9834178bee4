package org.wavetrain.training.setup;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.loop.TrainingError;

/**
 * Counts the utterances that cannot be trained on, by reason.
 *
 * @param reasons count by reason, for example {@code too_short}
 * @param seen all utterances that were looked at
 */
public record SetAside(Map<String, Integer> reasons, int seen) {
  public SetAside {
    reasons = new TreeMap<>(reasons);
  }

  public int total() {
    return reasons.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** For example {@code 3 too_short, 1 too_long}. */
  public String summary() {
    return reasons.entrySet().stream()
        .map(entry -> entry.getValue() + " " + entry.getKey())
        .collect(Collectors.joining(", "));
  }

  /**
   * @param limit the largest share that may be unfit before it looks like a mistake
   * @throws UserFailure {@code TRAINING_UTTERANCES_UNFIT} when more are
   */
  void requireFew(double limit) {
    if (total() > limit * seen) {
      throw new UserFailure(
          TrainingError.TRAINING_UTTERANCES_UNFIT,
          "%d of %d utterances cannot be trained on: %s.".formatted(total(), seen, summary()),
          "Look at the data report of ingest; maximum_seconds says how long utterances may be, and"
              + " reject_limit how many may be unfit.");
    }
  }
}
