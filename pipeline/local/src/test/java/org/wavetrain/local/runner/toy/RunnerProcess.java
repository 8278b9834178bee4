package org.wavetrain.local.runner.toy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.wavetrain.local.runner.RunListener;

/** Runs the toy pipeline in a process of its own, so that the process can be killed. */
public final class RunnerProcess {
  private RunnerProcess() {}

  /** Starts a process that runs the pipeline of a home with these parameters. */
  public static Process start(Path home, String... parameters) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                RunnerProcess.class.getName(),
                home.toString()));
    command.addAll(List.of(parameters));
    // Not to this process's output: the test harness speaks its own protocol there.
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(home.resolve("runner.log").toFile())
        .start();
  }

  /** The home, then parameters such as {@code left.steps=4}. */
  public static void main(String[] arguments) throws Exception {
    RunListener diary = new Diary();
    try (Workshop workshop = new Workshop(Path.of(arguments[0]))) {
      workshop.run(diary, Arrays.copyOfRange(arguments, 1, arguments.length));
    }
  }
}
