package org.wavetrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.evaluation.EvaluationMetrics;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.RunSummary;

/**
 * The runs of pipelines that the tracking server knows, with the figures of their evaluations,
 * which are read from the artifacts: a run whose evaluation was in the cache has it, too.
 */
record PipelineRuns(Services services) {
  private static final String PIPELINE_TAG = "wavetrain.pipeline";
  private static final String EVALUATE = "evaluate/";

  /**
   * Those of one pipeline or of all, the newest first.
   *
   * @param most so many of each pipeline at most
   */
  List<ListedRun> of(Optional<String> pipeline, int most) {
    Map<String, String> experiments = new TreeMap<>(services.tracking().experiments());
    pipeline.ifPresent(wanted -> experiments.keySet().retainAll(List.of(wanted)));
    List<RunSummary> found = new ArrayList<>();
    Map<String, String> names = new TreeMap<>();
    experiments.forEach(
        (name, id) -> {
          names.put(id, name);
          // A pipeline's experiment has its name; the runs of its stages have no such tag.
          found.addAll(services.tracking().search(id, Map.of(PIPELINE_TAG, name), most));
        });
    return found.parallelStream()
        .map(run -> listed(run, names.get(run.experimentId())))
        .sorted((one, other) -> other.started().compareTo(one.started()))
        .toList();
  }

  private ListedRun listed(RunSummary run, String pipeline) {
    return new ListedRun(
        run.id(),
        pipeline,
        run.name(),
        run.status(),
        run.started(),
        run.ended().map(ended -> Duration.between(run.started(), ended)),
        metrics(run));
  }

  /** Those of all evaluations of a run; of two with one figure, the last by name. */
  private Map<String, Double> metrics(RunSummary run) {
    Map<String, Double> metrics = new TreeMap<>();
    new TreeMap<>(run.tags())
        .forEach(
            (tag, key) -> {
              if (tag.startsWith(Promotion.STAGE_TAG_PREFIX) && key.startsWith(EVALUATE)) {
                metrics.putAll(metrics(ArtifactKey.parse(key)));
              }
            });
    return metrics;
  }

  private Map<String, Double> metrics(ArtifactKey evaluation) {
    try {
      return services.store().findReadable(evaluation).isPresent()
          ? EvaluationMetrics.read(services.store().open(evaluation))
          : Map.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
