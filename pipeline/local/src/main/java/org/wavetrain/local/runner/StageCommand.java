package org.wavetrain.local.runner;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.StageMain;
import org.wavetrain.stage.StopSignals;
import org.wavetrain.stage.WorkDirectory;

/** The command that runs a stage as a process of its own, with this process's class path. */
final class StageCommand {
  private static final long LEAST_HEAP_MEBIBYTES = 256;

  private final RunSettings settings;
  private final Path work;

  /**
   * @param work the folder that stages work in
   */
  StageCommand(RunSettings settings, Path work) {
    this.settings = settings;
    this.work = work;
  }

  /**
   * Starts the process. Its standard input stays open as long as this process lives: when it
   * closes, the stage stops, so that no stage outlives its runner.
   *
   * @param memoryMebibytes what the stage declares, of which its heap is half
   * @param threads how many cores it may use
   * @param events where its standard output goes
   * @param log where its standard error goes
   * @throws UserFailure {@code STAGE_NOT_STARTED}
   */
  Process start(Job job, long memoryMebibytes, int threads, Redirect events, Redirect log) {
    ProcessBuilder builder =
        new ProcessBuilder(command(memoryMebibytes, threads))
            .redirectOutput(events)
            .redirectError(log);
    builder.environment().putAll(settings.environment());
    builder.environment().put(Job.VARIABLE, job.toJson());
    builder.environment().put(StopSignals.STOP_ON_END_OF_INPUT, "1");
    builder.environment().put(WorkDirectory.ROOT_VARIABLE, work.toString());
    builder.environment().putIfAbsent("OMP_NUM_THREADS", Integer.toString(threads));
    // Threads that wait by spinning take the cores from those that work, if there are more
    // processes than cores.
    builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
    try {
      if (log.file() != null) {
        Files.createDirectories(log.file().toPath().toAbsolutePath().getParent());
      }
      return builder.start();
    } catch (IOException refused) {
      throw new UserFailure(
          RunnerError.STAGE_NOT_STARTED,
          "The process of stage %s cannot be started: %s."
              .formatted(job.name(), refused.getMessage()),
          "Check that the disk is not full and that memory is free.",
          refused);
    }
  }

  private List<String> command(long memoryMebibytes, int threads) {
    // Arrays of the model are outside the heap, whatever its size, audio and bookkeeping inside:
    // each may take most of what the stage declares, but hardly at the same time.
    long heap = Math.max(LEAST_HEAP_MEBIBYTES, memoryMebibytes / 2);
    // What a stage declares is for its defaults; a larger model, or longer batches, may need all
    // that the machine has. What JavaCPP counts as resident has shared pages in it besides.
    long most = settings.machine().memoryForStagesMebibytes();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(SharedClasses.options());
    command.addAll(
        List.of(
            "-Xmx" + heap + "m",
            "-XX:+UseParallelGC",
            "-XX:ActiveProcessorCount=" + threads,
            "-Xshare:auto",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dorg.bytedeco.javacpp.maxbytes=" + most + "m",
            "-Dorg.bytedeco.javacpp.maxphysicalbytes=" + most + "m",
            "-cp",
            System.getProperty("java.class.path"),
            StageMain.class.getName()));
    return command;
  }
}
