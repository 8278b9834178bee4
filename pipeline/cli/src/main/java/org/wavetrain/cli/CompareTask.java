package org.wavetrain.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.definition.PublishedResults;
import org.wavetrain.definition.Registration;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.report.comparison.ComparedRun;
import org.wavetrain.report.comparison.Comparison;
import org.wavetrain.report.comparison.ComparisonReader;
import org.wavetrain.report.comparison.ComparisonWriter;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Sets the runs of several variants side by side. */
@Command(
    name = "compare",
    description = {
      "Writes a page with what several runs differ in and what came of it.",
      "For example: wavetrain task compare --runs \"[$small, $large]\""
    },
    mixinStandardHelpOptions = true)
final class CompareTask implements Callable<Integer> {
  private static final String RUNS_TAG = "wavetrain.compared_runs";
  private static final String REPORT = "comparison.html";

  private final Console console;

  @Option(
      names = "--runs",
      required = true,
      paramLabel = "JSON",
      description = "A list of objects with begun and artifacts.")
  private String runs;

  @Mixin private HomeOption home;

  CompareTask(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    return new TaskOutput(console, System.getenv()).of(this::compare);
  }

  private String compare() throws Exception {
    List<TaskArguments.Progressed> compared = TaskArguments.runs(runs);
    if (compared.isEmpty()) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID, "--runs has no run.", "Name at least one.");
    }
    try (TaskServices tasks = TaskServices.open(home.path(), console)) {
      return write(compared, tasks.services());
    }
  }

  /** Writes the page; returns the task's result. */
  static String write(List<TaskArguments.Progressed> compared, Services services)
      throws IOException {
    String pipeline = compared.get(0).begun().pipeline();
    List<ComparedRun> columns =
        compared.parallelStream().map(one -> column(one, services.tracking())).toList();
    Comparison comparison =
        new ComparisonReader(services.store(), services.tracking()).read(columns, 0);
    List<PublishedResult> published =
        PublishedResults.ofTag(
            services
                .tracking()
                .run(columns.get(0).runId())
                .tags()
                .getOrDefault(PublishedResults.TAG, "[]"));
    ComparisonWriter writer =
        new RunComparisons(services).writer(RunComparisons.RECORDING_MEGABYTES);
    try (TrackedRun run = run(pipeline, compared, services.tracking())) {
      String report =
          new TaskReports(services)
              .put(run, REPORT, page -> writer.write(comparison, published, Instant.now(), page));
      run.finish(RunStatus.FINISHED);
      return TaskJson.ofComparison(run.id(), report, comparison.differingCorpora().isEmpty());
    }
  }

  private static ComparedRun column(TaskArguments.Progressed one, Tracking tracking) {
    RunSummary run = tracking.run(one.begun().pipelineRunId());
    return new ComparedRun(
        run.id(),
        one.begun().pipeline(),
        one.begun().variant(),
        run.status(),
        run.started(),
        run.took(),
        one.artifacts(),
        one.begun().register().map(Registration::evaluation),
        List.of());
  }

  /** A comparison of the same runs is the same one. */
  private static TrackedRun run(
      String pipeline, List<TaskArguments.Progressed> compared, Tracking tracking) {
    String experiment = tracking.experiment(pipeline);
    Map<String, String> tags =
        Map.of(
            RUNS_TAG,
            compared.stream()
                .map(one -> one.begun().pipelineRunId())
                .collect(Collectors.joining(",")));
    return tracking
        .resumeNewest(experiment, tags)
        .orElseGet(
            () -> tracking.start(new RunRequest(experiment, "comparison", Optional.empty(), tags)));
  }
}
