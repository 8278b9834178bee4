package org.wavetrain.ingest;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.corpus.Split;

/**
 * Draws nothing: recordings to measure models on that were trained elsewhere. What the corpus does
 * not say a split of is for testing.
 */
final class Undivided {
  private Undivided() {}

  static SplitPlan plan(List<Candidate> candidates) {
    Map<String, List<Candidate>> sources =
        candidates.stream().collect(groupingBy(Candidate::source, TreeMap::new, toList()));
    SplitPlanBuilder plan = new SplitPlanBuilder();
    sources.forEach(
        (source, own) -> {
          Map<String, Split> splits = new HashMap<>();
          own.forEach(
              candidate -> splits.put(candidate.id(), candidate.split().orElse(Split.TEST)));
          if (own.stream().allMatch(candidate -> candidate.split().isPresent())) {
            plan.addDefined(
                source,
                own,
                new CorpusSplits.Placement(splits, splits, EnumSet.noneOf(Split.class)));
          } else {
            plan.addUndivided(source, own, splits);
          }
        });
    return plan.build();
  }
}
