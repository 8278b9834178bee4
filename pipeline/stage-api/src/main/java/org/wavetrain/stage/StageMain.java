package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Runs one stage: the entry point of the local runner's child processes and of containers.
 *
 * <p>The job comes in the environment ({@link Job#VARIABLE}), events go to standard output, the log
 * to standard error, and the exit code is one of {@link ExitCode}.
 */
public final class StageMain {
  /** Time to end a step and to save a checkpoint of a large model. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private StageMain() {}

  /** Runs the stage that the environment tells of, and exits. */
  public static void main(String[] arguments) {
    // Before the first logger is made; the command line, with the same class path, logs otherwise.
    System.setProperty("logback.configurationFile", "org/wavetrain/stage/logback-stage.xml");
    NativeMemory.limit();
    PrintStream events = new PrintStream(new FileOutputStream(FileDescriptor.out), true, UTF_8);
    // What libraries print must not get between the events.
    System.setOut(System.err);
    Map<String, String> environment = System.getenv();
    StopRequest stop = new StopRequest(new StopWatchdog(PATIENCE, ExitCode.FAILED)::start);
    StopSignals.watch(stop, environment);
    ExitCode code =
        new StageProcess(environment, new EventSink(events), ServiceLoader.load(Stage.class), stop)
            .run();
    events.flush();
    System.exit(code.code());
  }
}
