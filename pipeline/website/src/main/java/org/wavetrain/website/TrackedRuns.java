package org.wavetrain.website;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.evaluation.EvaluationMetrics;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/** The runs that the tracking server has, with the figures that the artifact store has of them. */
final class TrackedRuns {
  private static final String EVALUATE = "evaluate";
  private static final String MODEL_TAG = "wavetrain.model";

  private final Tracking tracking;
  private final ArtifactStore store;
  private final InstantSource clock;

  /** Artifacts do not change, and of each that has been shown the figures are some lines. */
  private final Map<ArtifactKey, Map<String, Double>> figures = new ConcurrentHashMap<>();

  TrackedRuns(Tracking tracking, ArtifactStore store, InstantSource clock) {
    this.tracking = tracking;
    this.store = store;
    this.clock = clock;
  }

  /** The names of all pipelines that were ever run, sorted, with their experiments' ids. */
  Map<String, String> experiments() {
    return new TreeMap<>(tracking.experiments());
  }

  /**
   * The newest runs first.
   *
   * @param pipeline of one pipeline, or of all
   * @param most so many at most
   */
  List<PipelineRun> latest(Optional<String> pipeline, int most) {
    Map<String, String> experiments = experiments();
    pipeline.ifPresent(wanted -> experiments.keySet().retainAll(List.of(wanted)));
    List<PipelineRun> runs = new ArrayList<>();
    experiments.forEach(
        (name, id) ->
            tracking
                .search(id, Map.of(Tracking.PIPELINE_TAG, name), most)
                .forEach(run -> runs.add(pipelineRun(run, name))));
    runs.sort(Comparator.comparing(PipelineRun::started).reversed());
    return runs.stream().limit(most).toList();
  }

  /** The run of a pipeline with an id; empty if the id is that of something else. */
  Optional<PipelineRun> find(String id) {
    RunSummary run = tracking.run(id);
    return Optional.ofNullable(run.tags().get(Tracking.PIPELINE_TAG))
        .map(pipeline -> pipelineRun(run, pipeline));
  }

  private PipelineRun pipelineRun(RunSummary run, String pipeline) {
    Map<String, ArtifactKey> artifacts = new HashMap<>();
    run.tags()
        .forEach(
            (tag, value) -> {
              if (tag.startsWith(Promotion.STAGE_TAG_PREFIX)) {
                artifacts.put(
                    tag.substring(Promotion.STAGE_TAG_PREFIX.length()), ArtifactKey.parse(value));
              }
            });
    Instant until = run.ended().orElseGet(clock::instant);
    return new PipelineRun(
        run.id(),
        run.experimentId(),
        pipeline,
        run.name(),
        run.tags().getOrDefault(Tracking.DESCRIPTION_TAG, ""),
        run.status(),
        run.started(),
        Duration.between(run.started(), until),
        Optional.ofNullable(run.tags().get(MODEL_TAG)),
        artifacts);
  }

  /** The runs of the stages that a run of a pipeline began itself, in the order of their start. */
  List<RunSummary> stages(PipelineRun run) {
    List<RunSummary> stages =
        new ArrayList<>(
            tracking.search(
                run.experimentId(),
                RunSearch.matching(
                    "tags.`%s` = '%s'".formatted(Tracking.PARENT_RUN_TAG, run.id()))));
    stages.sort(Comparator.comparing(RunSummary::started));
    return stages;
  }

  /** The run that made an artifact, which may be that of an earlier run of the pipeline. */
  Optional<RunSummary> maker(String experimentId, ArtifactKey key) {
    List<RunSummary> newestFirst =
        tracking.search(experimentId, Map.of(ArtifactKey.TAG, key.toString()), 10);
    return newestFirst.stream()
        .filter(run -> run.status() == RunStatus.FINISHED)
        .findFirst()
        .or(() -> newestFirst.stream().findFirst());
  }

  /** What a run has logged of a metric. */
  List<MetricPoint> history(String runId, String metric) {
    return tracking.history(runId, metric).points();
  }

  /** The figures of a run's evaluations; none as long as it has none. */
  Map<String, Double> figures(PipelineRun run) {
    Map<String, Double> all = new TreeMap<>();
    run.artifacts().values().stream()
        .filter(key -> key.stage().equals(EVALUATE))
        .forEach(key -> all.putAll(figures.computeIfAbsent(key, this::read)));
    return all;
  }

  private Map<String, Double> read(ArtifactKey evaluation) {
    try {
      return store.findReadable(evaluation).isPresent()
          ? EvaluationMetrics.read(store.open(evaluation))
          : Map.of();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
