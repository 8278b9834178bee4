package org.wavetrain.report;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.PublishedResults;
import org.wavetrain.definition.Registration;
import org.wavetrain.evaluation.EvaluationMetrics;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/**
 * The runs of pipelines that the tracking server knows, with the figures of their evaluations,
 * which are read from the artifacts: a run whose evaluation was in the cache has it, too.
 */
public final class PipelineRuns {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Tracking tracking;
  private final ArtifactStore store;
  private final InstantSource clock;

  /** Artifacts do not change, and the figures of each are some lines. */
  private final Map<ArtifactKey, Map<String, Double>> read = new ConcurrentHashMap<>();

  public PipelineRuns(Tracking tracking, ArtifactStore store) {
    this(tracking, store, InstantSource.system());
  }

  /**
   * @param clock tells whether a run that counts as running has been silent for too long
   */
  public PipelineRuns(Tracking tracking, ArtifactStore store, InstantSource clock) {
    this.tracking = tracking;
    this.store = store;
    this.clock = clock;
  }

  /**
   * Those of one pipeline or of all, the newest first.
   *
   * @param most so many of each pipeline at most
   */
  public List<PipelineRun> of(Optional<String> pipeline, int most) {
    Map<String, String> experiments = new TreeMap<>(tracking.experiments());
    pipeline.ifPresent(wanted -> experiments.keySet().retainAll(List.of(wanted)));
    List<PipelineRun> found = new ArrayList<>();
    experiments.forEach(
        (name, id) ->
            // A pipeline's experiment has its name; the runs of its stages have no such tag.
            tracking
                .search(id, Map.of(Tracking.PIPELINE_TAG, name), most)
                .forEach(run -> found.add(pipelineRun(run, name))));
    found.sort(Comparator.comparing(PipelineRun::started).reversed());
    return found;
  }

  /** The run of a pipeline with an id; empty if the id is that of something else. */
  public Optional<PipelineRun> find(String id) {
    RunSummary run = tracking.run(id);
    return Optional.ofNullable(run.tags().get(Tracking.PIPELINE_TAG))
        .map(pipeline -> pipelineRun(run, pipeline));
  }

  private PipelineRun pipelineRun(RunSummary run, String pipeline) {
    StageTags.Readable stages = StageTags.readable(run.tags());
    Optional<Instant> silentSince = silentSince(run);
    return new PipelineRun(
        run.id(),
        run.experimentId(),
        pipeline,
        run.name(),
        run.tags().getOrDefault(Tracking.DESCRIPTION_TAG, ""),
        run.status(),
        run.started(),
        run.took(),
        run.workingSince(),
        silentSince,
        StageTags.ordered(run.tags()),
        stages.artifacts(),
        Optional.ofNullable(run.tags().get(Registration.MODEL_TAG)),
        Optional.ofNullable(run.tags().get(Registration.EVALUATION_TAG)),
        PublishedResults.ofTag(run.tags().getOrDefault(PublishedResults.TAG, "[]")),
        Stream.concat(
                silentSince.stream().map(PipelineRuns::silence),
                stages.unreadable().entrySet().stream()
                    .map(
                        tag ->
                            "Its tag %s is \"%s\", which is no key of an artifact."
                                .formatted(StageTags.name(tag.getKey()), tag.getValue())))
            .toList());
  }

  /**
   * When the stages of a run were heard of last, if none of them can be at work. Of one without a
   * stage under way it cannot be told: it may wait for its turn.
   */
  private Optional<Instant> silentSince(RunSummary run) {
    Instant now = clock.instant();
    if (Silence.since(run, now).isEmpty()) {
      return Optional.empty();
    }
    List<RunSummary> atWork =
        tracking.search(
            run.experimentId(),
            RunSearch.matching(
                "tags.`%s` = '%s' and attributes.status = 'RUNNING'"
                    .formatted(Tracking.PARENT_RUN_TAG, run.id())));
    List<Instant> silent =
        atWork.stream().flatMap(stage -> Silence.since(stage, now).stream()).toList();
    return silent.size() == atWork.size()
        ? silent.stream().max(Comparator.naturalOrder())
        : Optional.empty();
  }

  private static String silence(Instant since) {
    return "Nothing has been heard of it since %s: its process was killed, or does not get to the tracking server."
        .formatted(MINUTES.format(since));
  }

  /**
   * The figures of the evaluation by which a run is judged; if none is named, those of all, and of
   * two evaluations with one figure that of the last. It takes a request or two for each evaluation
   * that was not read before. An evaluation that cannot be read is told of; other runs do not
   * suffer from it.
   *
   * @throws UserFailure if the store is away
   */
  public RunFigures figures(PipelineRun run) {
    SortedMap<String, Double> values = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    for (ArtifactKey evaluation : run.evaluations()) {
      try {
        values.putAll(metrics(evaluation));
      } catch (IOException damaged) {
        problems.add(unreadable(evaluation, damaged.getMessage()));
      } catch (UserFailure failure) {
        if (failure.code().mayPass()) {
          throw failure;
        }
        problems.add(unreadable(evaluation, failure.getMessage()));
      }
    }
    return new RunFigures(values, problems);
  }

  private static String unreadable(ArtifactKey evaluation, String reason) {
    String firstLine = String.valueOf(reason).lines().findFirst().orElse("");
    return "Its evaluation %s cannot be read: %s".formatted(evaluation, firstLine);
  }

  private Map<String, Double> metrics(ArtifactKey evaluation) throws IOException {
    Map<String, Double> known = read.get(evaluation);
    if (known != null) {
      return known;
    }
    if (store.find(evaluation).isEmpty()) {
      return Map.of();
    }
    Map<String, Double> metrics = EvaluationMetrics.read(store.open(evaluation));
    metrics.values().removeIf(Objects::isNull);
    read.put(evaluation, metrics);
    return metrics;
  }
}
