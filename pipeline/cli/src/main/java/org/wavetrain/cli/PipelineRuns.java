package org.wavetrain.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.PublishedResults;
import org.wavetrain.evaluation.EvaluationMetrics;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/**
 * The runs of pipelines that the tracking server knows, with the figures of their evaluations,
 * which are read from the artifacts: a run whose evaluation was in the cache has it, too.
 */
record PipelineRuns(Services services) {
  private static final String MODEL_TAG = "wavetrain.model";

  /**
   * Those of one pipeline or of all, the newest first, without their figures.
   *
   * @param most so many of each pipeline at most
   */
  List<ListedRun> of(Optional<String> pipeline, int most) {
    Map<String, String> experiments = new TreeMap<>(services.tracking().experiments());
    pipeline.ifPresent(wanted -> experiments.keySet().retainAll(List.of(wanted)));
    List<ListedRun> found = new ArrayList<>();
    experiments.forEach(
        (name, id) ->
            // A pipeline's experiment has its name; the runs of its stages have no such tag.
            services
                .tracking()
                .search(id, Map.of(Tracking.PIPELINE_TAG, name), most)
                .forEach(run -> found.add(listed(run, name))));
    found.sort(Comparator.comparing(ListedRun::started).reversed());
    return found;
  }

  /** The run with an id, without its figures. */
  ListedRun get(String id) {
    RunSummary run = services.tracking().run(id);
    return listed(run, run.tags().getOrDefault(Tracking.PIPELINE_TAG, run.name()));
  }

  private static ListedRun listed(RunSummary run, String pipeline) {
    return new ListedRun(
        run.id(),
        pipeline,
        run.name(),
        run.status(),
        run.started(),
        run.ended().map(ended -> Duration.between(run.started(), ended)),
        artifacts(run.tags()),
        Optional.ofNullable(run.tags().get(MODEL_TAG)),
        PublishedResults.ofTag(run.tags().getOrDefault(PublishedResults.TAG, "[]")),
        Map.of());
  }

  /** The keys of what a run's stages made or found, by the names of the stages. */
  private static SortedMap<String, ArtifactKey> artifacts(Map<String, String> tags) {
    SortedMap<String, ArtifactKey> artifacts = new TreeMap<>();
    tags.forEach(
        (name, value) -> {
          if (name.startsWith(Promotion.STAGE_TAG_PREFIX)) {
            artifacts.put(
                name.substring(Promotion.STAGE_TAG_PREFIX.length()), ArtifactKey.parse(value));
          }
        });
    return artifacts;
  }

  /**
   * The same runs with their figures; of two evaluations with one figure, that of the last. It
   * takes a request or two for each run.
   */
  List<ListedRun> withMetrics(List<ListedRun> runs) {
    return runs.parallelStream().map(run -> run.withMetrics(metrics(run.evaluations()))).toList();
  }

  private Map<String, Double> metrics(List<ArtifactKey> evaluations) {
    Map<String, Double> metrics = new TreeMap<>();
    evaluations.forEach(evaluation -> metrics.putAll(metrics(evaluation)));
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
