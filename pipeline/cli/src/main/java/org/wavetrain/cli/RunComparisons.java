package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.PipelineRun;
import org.wavetrain.report.comparison.ComparedRun;
import org.wavetrain.report.comparison.Comparison;
import org.wavetrain.report.comparison.ComparisonReader;
import org.wavetrain.report.comparison.ComparisonWriter;
import org.wavetrain.report.comparison.Evaluations;
import org.wavetrain.tracking.ModelVersion;

/**
 * Sets runs side by side that the tracking server knows: for the terminal and for pages.
 *
 * @param evaluations those of the store
 */
record RunComparisons(Services services, Evaluations evaluations) {
  /** Recordings in a page are no larger together unless somebody says so. */
  static final int RECORDING_MEGABYTES = 4;

  private static final long MEGABYTE = 1_000_000;
  private static final int ABBREVIATED = 6;

  /** Of which one comparison is made, or few. */
  RunComparisons(Services services) {
    this(services, new Evaluations(services.store(), 0));
  }

  /**
   * Reads the runs and compares each with the baseline, which comes first.
   *
   * @param runs at least one; in the order in which they are shown
   * @param baseline one of them
   */
  private Comparison of(List<PipelineRun> runs, PipelineRun baseline) throws IOException {
    List<PipelineRun> ordered = new ArrayList<>(runs);
    ordered.remove(baseline);
    ordered.add(0, baseline);
    List<String> names = names(ordered);
    Instant now = Instant.now();
    List<ComparedRun> compared = new ArrayList<>();
    for (int index = 0; index < ordered.size(); index++) {
      PipelineRun run = ordered.get(index);
      compared.add(
          new ComparedRun(
              run.id(),
              run.pipeline(),
              names.get(index),
              run.status(),
              run.started(),
              run.elapsedAt(now),
              run.artifacts(),
              run.evaluatedBy(),
              run.problems()));
    }
    return new ComparisonReader(services.store(), services.tracking(), evaluations)
        .read(compared, 0);
  }

  /**
   * Compares runs and writes the page.
   *
   * @param runs at least one
   * @param baseline one of them; the {@link #usualBaseline} if it is empty
   * @param recordingMegabytes how large all recordings in the page may be
   * @param file is replaced if it is there
   */
  Comparison write(
      List<PipelineRun> runs, Optional<PipelineRun> baseline, int recordingMegabytes, Path file)
      throws IOException {
    Comparison comparison = of(runs, baseline.orElseGet(() -> usualBaseline(runs)));
    List<PublishedResult> published =
        runs.stream().flatMap(run -> run.published().stream()).distinct().toList();
    writer(recordingMegabytes).write(comparison, published, Instant.now(), file);
    return comparison;
  }

  /** What writes the page, with recordings of so many megabytes at most. */
  ComparisonWriter writer(int recordingMegabytes) {
    return new ComparisonWriter(
        services.tracking(), new CorpusRecordings(services.store()), MEGABYTE * recordingMegabytes);
  }

  /** The run whose model is in service, or else the oldest that was evaluated, or the oldest. */
  private PipelineRun usualBaseline(List<PipelineRun> runs) {
    Comparator<PipelineRun> oldest = Comparator.comparing(PipelineRun::started);
    return runs.stream()
        .filter(this::isChampions)
        .min(oldest)
        .or(() -> runs.stream().filter(run -> !run.evaluations().isEmpty()).min(oldest))
        .or(() -> runs.stream().min(oldest))
        .orElseThrow();
  }

  private boolean isChampions(PipelineRun run) {
    // Runs of old have no tag; in all recipes the model is called like the pipeline.
    Optional<ModelVersion> champion =
        services
            .tracking()
            .registry()
            .byAlias(run.model().orElse(run.pipeline()), Promotion.CHAMPION);
    return champion.filter(version -> hasMade(run, version)).isPresent();
  }

  /** A run that found its export in the cache adds no version: the one that there is holds it. */
  private static boolean hasMade(PipelineRun run, ModelVersion version) {
    String export = version.tags().get(Promotion.KEY_TAG);
    return version.runId().equals(Optional.of(run.id()))
        || run.artifacts().values().stream().anyMatch(key -> key.toString().equals(export));
  }

  /** Different names, even if several runs have the same. */
  private static List<String> names(List<PipelineRun> runs) {
    boolean onePipeline = runs.stream().map(PipelineRun::pipeline).distinct().count() == 1;
    Map<String, Integer> often = new LinkedHashMap<>();
    runs.forEach(run -> often.merge(name(run, onePipeline), 1, Integer::sum));
    return runs.stream()
        .map(
            run -> {
              String name = name(run, onePipeline);
              return often.get(name) == 1
                  ? name
                  : name
                      + " ("
                      + run.id().substring(0, Math.min(ABBREVIATED, run.id().length()))
                      + ")";
            })
        .toList();
  }

  private static String name(PipelineRun run, boolean onePipeline) {
    return onePipeline ? run.name() : run.pipeline() + " " + run.name();
  }
}
