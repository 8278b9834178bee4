package org.wavetrain.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.cli.display.RunDisplay;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.evaluation.EvaluationMetrics;
import org.wavetrain.local.runner.Machine;
import org.wavetrain.local.runner.PipelineRunner;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.RunSettings;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.promotion.Registered;
import org.wavetrain.promotion.Turns;
import org.wavetrain.report.ChampionCorpus;
import org.wavetrain.report.CorpusDrift;
import org.wavetrain.report.FinishedPipeline;
import org.wavetrain.report.FinishedStage;
import org.wavetrain.report.RegisteredModel;
import org.wavetrain.report.ReportWriter;
import org.wavetrain.report.StageWarning;

/** Runs a pipeline to its end: stages, registration, report. */
final class PipelineExecution {
  private static final String REPORT = "report.html";

  private final Console console;
  private final Path home;
  private final Services services;
  private final StageKinds kinds;

  PipelineExecution(Console console, Path home, Services services, StageKinds kinds) {
    this.console = console;
    this.home = home;
    this.services = services;
    this.kinds = kinds;
  }

  /**
   * @param startedNanos when the command began, by {@link System#nanoTime}
   */
  CompletedRun run(
      Pipeline pipeline, RunOptions options, ProgressDisplay display, long startedNanos)
      throws IOException, InterruptedException {
    RunResult result = runStages(pipeline, options, display);
    RunProducts products = RunProducts.of(pipeline, result);
    Map<String, Double> metrics = new TreeMap<>();
    if (products.evaluation().isPresent()) {
      metrics.putAll(EvaluationMetrics.read(services.store().open(products.evaluation().get())));
    }
    Optional<Path> export = Optional.empty();
    if (products.export().isPresent()) {
      export =
          Optional.of(new ExportFolders(home, services.store()).fetch(products.export().get()));
    }
    // Before this run's own model may take its place.
    Map<String, ArtifactKey> champion =
        pipeline
            .registration()
            .map(wanted -> ChampionCorpora.of(services.tracking().registry(), wanted.model()))
            .orElse(Map.of());
    Optional<Registered> registered = Optional.empty();
    if (pipeline.registration().isPresent()
        && products.evaluation().isPresent()
        && products.export().isPresent()) {
      registered =
          Optional.of(
              new ModelRegistration(
                      services.tracking().registry(),
                      services.store(),
                      new Turns(services.claims(home), display::line),
                      trials(),
                      new KeptVerdicts(services))
                  .register(pipeline.registration().get(), result, metrics));
    }
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startedNanos);
    Path report = home.resolve(REPORT);
    Optional<String> caveat = SyntheticCorpora.caveat(pipeline);
    Map<String, List<StageWarning>> warnings = warnings(result);
    new ReportWriter(services.store(), services.tracking())
        .write(finished(pipeline, result, warnings, registered, caveat, elapsed), champion, report);
    new TaskReports(services).put(result.runId(), REPORT, Files.readAllBytes(report));
    Map<String, List<CorpusDrift>> drift =
        new ChampionCorpus(services.store(), champion).drift(keys(result));
    return new CompletedRun(
        result, metrics, warnings, drift, registered, export, report, caveat, elapsed);
  }

  private static Map<String, ArtifactKey> keys(RunResult result) {
    Map<String, ArtifactKey> keys = new TreeMap<>();
    result.outcomes().forEach((stage, outcome) -> keys.put(stage, outcome.key()));
    return keys;
  }

  private VersionTrials trials() {
    return VersionTrials.of(
        services,
        new RunSettings(home, services.environment(), Machine.here(), 1),
        kinds,
        Redirect.appendTo(home.resolve("logs").resolve("trials.log").toFile()));
  }

  private Map<String, List<StageWarning>> warnings(RunResult result) throws IOException {
    Map<String, List<StageWarning>> warnings = new LinkedHashMap<>();
    for (Map.Entry<String, StageOutcome> outcome : result.outcomes().entrySet()) {
      warnings.put(
          outcome.getKey(), StageWarning.read(services.store().open(outcome.getValue().key())));
    }
    return warnings;
  }

  private RunResult runStages(Pipeline pipeline, RunOptions options, ProgressDisplay display)
      throws IOException, InterruptedException {
    Machine machine = Machine.here();
    PipelineRunner runner =
        new PipelineRunner(
            new RunSettings(
                home, services.environment(), machine, options.maximumParallel(machine)),
            services.store(),
            services.tracking(),
            kinds.stages(),
            new RunDisplay(display, console.terminal()));
    console.interruption().stops(runner::stop);
    return runner.run(pipeline, options.selection().selection());
  }

  private FinishedPipeline finished(
      Pipeline pipeline,
      RunResult result,
      Map<String, List<StageWarning>> warnings,
      Optional<Registered> registered,
      Optional<String> caveat,
      Duration elapsed) {
    List<FinishedStage> stages =
        result.outcomes().entrySet().stream()
            .map(
                entry ->
                    new FinishedStage(
                        entry.getKey(),
                        entry.getValue().key(),
                        entry.getValue() instanceof Cached,
                        entry.getValue().elapsed(),
                        pipeline.find(entry.getKey()).orElseThrow().parameters().asMap(),
                        warnings.get(entry.getKey())))
            .toList();
    return new FinishedPipeline(
        pipeline.name(),
        Instant.now(),
        elapsed,
        stages,
        pipeline.sources(),
        registered.map(
            model ->
                new RegisteredModel(
                    model.model(), model.version(), model.decision().outcome() != Outcome.REFUSED)),
        services.trackingPlace(),
        caveat,
        pipeline.published(),
        versions());
  }

  /** What the program runs with, for reports. */
  static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Wavetrain", WavetrainCommand.VERSION);
    versions.put("Java", System.getProperty("java.version"));
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }
}
