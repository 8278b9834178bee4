package org.wavetrain.tracking;

import java.util.List;

/**
 * What runs to look for.
 *
 * @param filter in MLflow's grammar, for example {@code metrics.wer < 0.2 and tags.stage =
 *     'evaluate'}; empty for all
 * @param orderBy for example {@code metrics.wer ASC}; empty for the newest first
 * @param limit at most so many are returned
 */
public record RunSearch(String filter, List<String> orderBy, int limit) {
  private static final int MOST_RUNS = 10_000;

  public RunSearch {
    orderBy = List.copyOf(orderBy);
    if (limit < 1 || limit > MOST_RUNS) {
      throw new IllegalArgumentException("limit is " + limit + ", not 1 to " + MOST_RUNS);
    }
  }

  /** The newest 1000 runs that match. */
  public static RunSearch matching(String filter) {
    return new RunSearch(filter, List.of(), 1000);
  }
}
