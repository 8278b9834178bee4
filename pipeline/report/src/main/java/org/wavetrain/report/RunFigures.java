package org.wavetrain.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The figures of a run's evaluations.
 *
 * @param values by the names of metrics
 * @param problems why those of an evaluation are not among them, as sentences; usually none
 */
public record RunFigures(SortedMap<String, Double> values, List<String> problems) {
  public RunFigures {
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    problems = List.copyOf(problems);
  }
}
