package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.Registration;
import org.wavetrain.local.runner.HomeLock;

/** What the commands have in common that run a pipeline. */
final class PipelineCommand {
  private final Console console;
  private final RunOptions options;

  PipelineCommand(Console console, RunOptions options) {
    this.console = console;
    this.options = options;
  }

  /** Makes the pipeline, once the home is taken and before anything runs. */
  @FunctionalInterface
  interface Preparation {
    Pipeline prepare(StageKinds kinds, ProgressDisplay display) throws IOException;
  }

  /** Takes the home, prepares the pipeline, runs it and shows what came out. */
  void run(Preparation preparation) throws IOException, InterruptedException {
    long startedNanos = System.nanoTime();
    Path home = options.home().path();
    LogFile.open(home);
    StageKinds kinds = StageKinds.installed();
    try (HomeLock lock = HomeLock.take(home)) {
      Pipeline pipeline;
      CompletedRun run;
      try (ProgressDisplay display = ProgressDisplay.on(console.out(), console.terminal())) {
        pipeline = preparation.prepare(kinds, display);
        try (Services services = Services.open(home)) {
          run =
              new PipelineExecution(console, home, services, kinds)
                  .run(pipeline, options, display, startedNanos);
        }
      }
      console.out().print(RunSummary.of(run, transcribeCommand(pipeline)));
      if (options.json()) {
        console.out().println(ResultJson.of(run));
      }
    }
  }

  private String transcribeCommand(Pipeline pipeline) {
    String model = pipeline.registration().map(Registration::model).orElse("");
    return "./wavetrain transcribe"
        + options.home().repeated()
        + (model.equals(TranscribeCommand.DEFAULT_MODEL)
            ? ""
            : " --registered " + ShellWord.of(model))
        + " FILE.wav";
  }
}
