package org.wavetrain.cli;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.PipelineRun;

/**
 * Finds the runs that a person means.
 *
 * @param known all runs of pipelines to choose from, the newest first
 */
record SelectedRuns(List<PipelineRun> known) {
  private static final int MOST_NAMED = 5;
  private static final int ABBREVIATED = 8;

  SelectedRuns {
    known = List.copyOf(known);
  }

  /**
   * The named runs, in that order, then the newest, from the oldest on.
   *
   * @param last how many of the newest
   */
  List<PipelineRun> of(List<String> named, int last) {
    Set<PipelineRun> selected = new LinkedHashSet<>();
    named.forEach(name -> selected.add(find(name)));
    List<PipelineRun> newest = known.subList(0, Math.min(last, known.size()));
    for (int index = newest.size() - 1; index >= 0; index--) {
      selected.add(newest.get(index));
    }
    return new ArrayList<>(selected);
  }

  /**
   * The run with that id, that name, or else an id that begins so.
   *
   * @throws UserFailure {@code RUN_MISSING} or {@code RUN_AMBIGUOUS}
   */
  PipelineRun find(String name) {
    return one(name, run -> run.id().equals(name))
        .or(() -> one(name, run -> run.name().equals(name)))
        .or(() -> one(name, run -> run.id().startsWith(name)))
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.RUN_MISSING,
                    "There is no run with the id or the name " + name + ".",
                    "Look with `wavetrain runs` what there is."));
  }

  /** The beginning of an id, by which the run is found. */
  static String abbreviated(String id) {
    return id.substring(0, Math.min(ABBREVIATED, id.length()));
  }

  private Optional<PipelineRun> one(String name, Predicate<PipelineRun> meant) {
    List<PipelineRun> found = known.stream().filter(meant).toList();
    if (found.size() > 1) {
      throw new UserFailure(
          CommandError.RUN_AMBIGUOUS,
          "%s may be %d runs: %s%s."
              .formatted(
                  name,
                  found.size(),
                  found.stream()
                      .limit(MOST_NAMED)
                      .map(run -> abbreviated(run.id()))
                      .collect(joining(", ")),
                  found.size() > MOST_NAMED ? ", …" : ""),
          "Give more of the id of the one that is meant.");
    }
    return found.stream().findFirst();
  }
}
