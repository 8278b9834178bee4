package org.wavetrain.cli;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.PipelineRun;

/**
 * Tells somebody who asks for what there is not what there is: a slip of the pen would otherwise
 * look like an answer.
 *
 * @param known all runs of pipelines
 */
record UnknownNames(List<PipelineRun> known) {
  private static final int MOST_NAMED = 20;

  UnknownNames {
    known = List.copyOf(known);
  }

  /** The failure of a pipeline without runs. */
  UserFailure pipeline(String name) {
    SortedSet<String> names = new TreeSet<>();
    known.forEach(run -> names.add(run.pipeline()));
    return new UserFailure(
        CommandError.PIPELINE_UNKNOWN,
        "There is no run of a pipeline " + name + ".",
        names.isEmpty() ? "No pipeline has run yet." : "There are runs of " + listed(names) + ".");
  }

  /**
   * Checks that some run has a figure; where none has any, nothing is known of their names.
   *
   * @throws UserFailure {@code METRIC_UNKNOWN}
   */
  static void requireMetric(String metric, List<MeasuredRun> runs) {
    SortedSet<String> names = new TreeSet<>();
    runs.forEach(run -> names.addAll(run.metrics().keySet()));
    if (!names.isEmpty() && !names.contains(metric)) {
      throw new UserFailure(
          CommandError.METRIC_UNKNOWN,
          "No run has a figure " + metric + ".",
          "There are " + listed(names) + ".");
    }
  }

  /** The failure of a model that nobody registered. */
  static UserFailure model(String name, Collection<String> models) {
    return new UserFailure(
        CommandError.MODEL_MISSING,
        "There is no registered model " + name + ".",
        models.isEmpty()
            ? "No model was registered yet: run a pipeline that registers one."
            : "There are " + listed(models) + ".");
  }

  private static String listed(Collection<String> names) {
    String some = String.join(", ", names.stream().limit(MOST_NAMED).toList());
    return names.size() > MOST_NAMED
        ? "%s and %d more".formatted(some, names.size() - MOST_NAMED)
        : some;
  }
}
