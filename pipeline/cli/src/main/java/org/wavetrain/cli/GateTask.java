package org.wavetrain.cli;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.definition.Registration;
import org.wavetrain.evaluation.EvaluationMetrics;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.BegunRun;
import org.wavetrain.promotion.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Decides whether a model may be put in service. */
@Command(
    name = "gate",
    description = {
      "Registers what a run exported, and decides whether it may be put in service;",
      "or decides anew about a version that is registered.",
      "For example: wavetrain task gate --model my-words --version 7"
    })
final class GateTask implements Callable<Integer> {
  private final Console console;

  @Option(names = "--begun", paramLabel = "JSON", description = "What begin printed.")
  private String begun;

  @Option(
      names = "--artifacts",
      paramLabel = "JSON",
      description = "The keys of the artifacts that the run made, by stage.")
  private String artifacts;

  @Option(names = "--model", paramLabel = "NAME", description = "A registered model.")
  private String model;

  @Option(
      names = "--version",
      paramLabel = "N",
      description = "One of its versions (default: the challenger).")
  private Integer version;

  @Mixin private HelpOption help;
  @Mixin private HomeOption home;

  GateTask(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    LogFile.standardError();
    return new TaskOutput(console, System.getenv()).of(() -> TaskJson.of(verdict()));
  }

  private Verdict verdict() throws Exception {
    if (model != null) {
      try (TaskServices tasks = TaskServices.open(home.path(), console)) {
        return tasks.gatekeeper().judge(model, Optional.ofNullable(version));
      }
    }
    if (begun == null || artifacts == null) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "Neither a run nor a model is named.",
          "Give --begun and --artifacts, or --model.");
    }
    return propose(TaskArguments.begun(begun), TaskArguments.artifacts(artifacts));
  }

  private Verdict propose(BegunRun run, Map<String, ArtifactKey> keys) throws Exception {
    Registration registration =
        run.register()
            .orElseThrow(
                () ->
                    new UserFailure(
                        CommandError.COMMAND_LINE_INVALID,
                        "The pipeline " + run.pipeline() + " registers no model.",
                        "Add register to its file, or leave the gate out."));
    try (TaskServices tasks = TaskServices.open(home.path(), console)) {
      ArtifactStore store = tasks.services().store();
      ArtifactKey measured = requireKey(registration.evaluation(), keys);
      requireKey(registration.export(), keys);
      ArtifactReader evaluation = store.open(measured);
      return new ModelRegistration(
              tasks.services().tracking().registry(),
              store,
              tasks.turns(),
              tasks.trials(),
              new KeptVerdicts(tasks.services()))
          .propose(
              registration,
              keys,
              evaluation.manifest(),
              run.pipelineRunId(),
              EvaluationMetrics.read(evaluation));
    }
  }

  private static ArtifactKey requireKey(String stage, Map<String, ArtifactKey> keys) {
    return Optional.ofNullable(keys.get(stage))
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.COMMAND_LINE_INVALID,
                    "--artifacts has no " + stage + ", which is registered.",
                    "Give the key of what stage " + stage + " made."));
  }
}
