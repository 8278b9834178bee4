package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.definition.Pipeline;
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
    /** Reads the pipeline, which is then checked against the options. */
    Pipeline read(StageKinds kinds) throws IOException;

    /** Does what takes a while before the pipeline can run. */
    default Pipeline complete(Pipeline pipeline, ProgressDisplay display) throws IOException {
      return pipeline;
    }

    /**
     * Does what is left to do with the artifacts, once all have been made.
     *
     * @return lines that follow the summary for people
     */
    default String finish(Pipeline pipeline, CompletedRun run, Services services)
        throws IOException {
      return "";
    }
  }

  /** Takes the home, prepares the pipeline, runs it and shows what came out. */
  void run(Preparation preparation) throws IOException, InterruptedException {
    long startedNanos = System.nanoTime();
    Path home = options.home().path();
    Console words = options.json().words(console);
    LogFile.open(home);
    StageKinds kinds = StageKinds.installed();
    try (HomeLock lock = HomeLock.take(home)) {
      Pipeline read = preparation.read(kinds);
      options.check(read);
      CompletedRun run;
      String lines;
      try (ProgressDisplay display = ProgressDisplay.on(words.out(), words.terminal())) {
        Pipeline pipeline = preparation.complete(read, display);
        try (Services services = Services.open(home)) {
          services.requireSuitableStore();
          run =
              new PipelineExecution(words, home, services, kinds)
                  .run(pipeline, options, display, startedNanos);
          lines = preparation.finish(pipeline, run, services);
        }
      }
      words.out().print(RunSummary.of(run, TranscriptionHint.of(run, options.home().repeated())));
      words.out().print(lines);
      if (options.json().wanted()) {
        console.out().println(ResultJson.of(run));
      }
    }
  }
}
