package org.wavetrain.report.comparison;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/** Reads what the store and the tracking server know of runs that are compared. */
public final class ComparisonReader {
  private static final String EVALUATE = "evaluate";
  private static final String ENERGY = "system/energy_watt_hours";

  /** Kinds of stages that learn, and so have curves. */
  private static final Set<String> TRAININGS = Set.of("pretrain", "finetune", "classify");

  private static final int MOST_STAGES = 1000;

  /** What the name of a shard's run ends with. */
  private final ArtifactStore store;

  private final Tracking tracking;
  private final Evaluations evaluations;

  /** Keeps nothing of what it reads. */
  public ComparisonReader(ArtifactStore store, Tracking tracking) {
    this(store, tracking, new Evaluations(store, 0));
  }

  /**
   * @param evaluations those of the store
   */
  public ComparisonReader(ArtifactStore store, Tracking tracking, Evaluations evaluations) {
    this.store = store;
    this.evaluations = evaluations;
    this.tracking = tracking;
  }

  /**
   * Reads the runs, several at a time, and compares each with one of them.
   *
   * @param baseline the index of the run that the others are compared with
   * @throws IOException when an artifact cannot be read
   */
  public Comparison read(List<ComparedRun> runs, int baseline) throws IOException {
    Map<ArtifactKey, Optional<Manifest>> manifests =
        SideBySide.of(
            runs.stream().flatMap(run -> run.artifacts().values().stream()), store::findReadable);
    Map<ArtifactKey, ReadEvaluation> read =
        SideBySide.of(
            manifests.entrySet().stream()
                .filter(entry -> entry.getValue().isPresent())
                .map(Map.Entry::getKey)
                .filter(key -> key.stage().equals(EVALUATE)),
            evaluations::of);
    Map<String, Optional<String>> experiments =
        SideBySide.of(runs.stream().map(ComparedRun::pipeline), tracking::findExperiment);
    Map<ComparedRun, List<TrackedStage>> stages =
        SideBySide.of(runs.stream(), run -> stages(run, experiments.get(run.pipeline())));
    Map<String, OptionalDouble> energy =
        SideBySide.of(
            stages.values().stream()
                .flatMap(List::stream)
                .filter(stage -> stage.own() && stage.metrics().containsKey(ENERGY))
                .map(stage -> stage.run().id()),
            this::wattHours);
    List<RunResults> results = new ArrayList<>();
    for (ComparedRun run : runs) {
      Map<String, Manifest> made = new LinkedHashMap<>();
      Optional<ArtifactKey> evaluated = Optional.empty();
      List<String> problems = new ArrayList<>(run.problems());
      for (Map.Entry<String, ArtifactKey> artifact : run.artifacts().entrySet()) {
        manifests
            .get(artifact.getValue())
            .ifPresent(manifest -> made.put(artifact.getKey(), manifest));
        ReadEvaluation evaluation = read.get(artifact.getValue());
        if (evaluation == null || !decides(artifact.getKey(), run)) {
          continue;
        }
        if (evaluation.evaluation().isPresent()) {
          evaluated = Optional.of(artifact.getValue());
        } else {
          problems.add(evaluation.problem());
        }
      }
      results.add(
          new RunResults(
              run,
              inOrder(made),
              evaluated.map(read::get).flatMap(ReadEvaluation::evaluation),
              evaluated.flatMap(manifests::get),
              stages.get(run),
              cost(made, stages.get(run), energy),
              problems));
    }
    return new Comparison(
        results,
        baseline,
        DifferingParameters.of(results.stream().map(RunResults::manifests).toList()),
        RunDifferences.of(results.get(baseline), results));
  }

  private static boolean decides(String stage, ComparedRun run) {
    return run.evaluatedBy().map(stage::equals).orElse(true);
  }

  /** As they were made: tags of a run are in no order. */
  private static Map<String, Manifest> inOrder(Map<String, Manifest> made) {
    Map<String, Manifest> ordered = new LinkedHashMap<>();
    made.entrySet().stream()
        .sorted(Comparator.comparing(stage -> stage.getValue().created()))
        .forEach(stage -> ordered.put(stage.getKey(), stage.getValue()));
    return ordered;
  }

  private static RunCost cost(
      Map<String, Manifest> made, List<TrackedStage> stages, Map<String, OptionalDouble> energy) {
    Map<ArtifactKey, Manifest> artifacts = new HashMap<>();
    made.values().forEach(manifest -> artifacts.put(manifest.key(), manifest));
    double[] wattHours =
        stages.stream()
            .filter(TrackedStage::own)
            .map(stage -> energy.getOrDefault(stage.run().id(), OptionalDouble.empty()))
            .filter(OptionalDouble::isPresent)
            .mapToDouble(OptionalDouble::getAsDouble)
            .toArray();
    return new RunCost(
        artifacts.values().stream().map(Manifest::elapsed).reduce(Duration.ZERO, Duration::plus),
        artifacts.values().stream()
            .flatMap(manifest -> manifest.files().stream())
            .mapToLong(ManifestFile::sizeBytes)
            .sum(),
        wattHours.length == 0
            ? OptionalDouble.empty()
            : OptionalDouble.of(Arrays.stream(wattHours).sum()));
  }

  /** What was logged is since the process began: a stage that went on began from nothing again. */
  private OptionalDouble wattHours(String run) {
    double sum = 0;
    double last = 0;
    for (MetricPoint point : tracking.history(run, ENERGY).points()) {
      sum += point.value() < last ? point.value() : point.value() - last;
      last = point.value();
    }
    return OptionalDouble.of(sum);
  }

  /** The runs of its own stages, and of trainings whose results it found. */
  private List<TrackedStage> stages(ComparedRun run, Optional<String> experiment) {
    if (experiment.isEmpty()) {
      return List.of();
    }
    Map<String, TrackedStage> stages = new LinkedHashMap<>();
    Set<String> begun = new HashSet<>();
    List<RunSummary> children =
        tracking.search(
            experiment.get(), Map.of(Tracking.PARENT_RUN_TAG, run.runId()), MOST_STAGES);
    for (RunSummary child : children) {
      String key = child.tags().getOrDefault(ArtifactKey.TAG, "");
      String name = child.tags().getOrDefault(StageTags.STAGE, child.name());
      if (!isOwn(child, name)) {
        continue;
      }
      String kind = key.contains("/") ? key.substring(0, key.indexOf('/')) : name;
      // The newest comes first; what was tried before it does not count. Shards have names of
      // their own, and all of them count.
      stages.putIfAbsent(child.name(), new TrackedStage(name, kind, child, true));
      begun.add(name);
    }
    run.artifacts()
        .forEach(
            (name, key) -> {
              if (!begun.contains(name) && TRAININGS.contains(key.stage())) {
                maker(experiment.get(), key)
                    .ifPresent(
                        maker ->
                            stages.put(name, new TrackedStage(name, key.stage(), maker, false)));
              }
            });
    return List.copyOf(stages.values());
  }

  /**
   * Whether a run is that of a stage, or of a shard of it: what measures another version again
   * stands below the same run, and has a name of its own.
   */
  private static boolean isOwn(RunSummary run, String stage) {
    String shard = run.tags().get(StageTags.SHARD);
    return run.name().equals(shard == null ? stage : stage + " " + shard);
  }

  /** The newest finished run of an artifact, or else the newest. */
  private Optional<RunSummary> maker(String experiment, ArtifactKey key) {
    List<RunSummary> newestFirst =
        tracking.search(
            experiment, RunSearch.matching("tags.`%s` = '%s'".formatted(ArtifactKey.TAG, key)));
    return newestFirst.stream()
        .filter(run -> run.status() == RunStatus.FINISHED)
        .findFirst()
        .or(() -> newestFirst.stream().findFirst());
  }
}
