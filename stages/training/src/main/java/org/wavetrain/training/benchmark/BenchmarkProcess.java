package org.wavetrain.training.benchmark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.ExitCode;

/**
 * A process of its own for a measurement, started as the runner starts stages: the number of
 * threads is fixed when native libraries load, and memory is that of nothing else.
 */
public final class BenchmarkProcess {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As a system ends a process that takes more memory than there is: 128 and SIGKILL's number. */
  private static final int KILLED = 137;

  private BenchmarkProcess() {}

  /**
   * Measures in a new process.
   *
   * @throws UserFailure {@code BENCHMARK_OUT_OF_MEMORY}
   * @throws IOException if it cannot be started or does not end well; it has told why on standard
   *     error
   */
  public static BenchmarkResult measure(BenchmarkSettings settings)
      throws IOException, InterruptedException {
    if (settings.onnx() == null) {
      return measure(settings, Optional.empty());
    }
    Path exported = Files.createTempFile("wavetrain-benchmark", ".onnx");
    try {
      // By another process: the memory of the export is not that of inference.
      output(RandomExport.class, settings, Optional.of(exported));
      return measure(settings, Optional.of(exported));
    } finally {
      Files.delete(exported);
    }
  }

  private static BenchmarkResult measure(BenchmarkSettings settings, Optional<Path> exported)
      throws IOException, InterruptedException {
    return JSON.readValue(
        output(BenchmarkProcess.class, settings, exported), BenchmarkResult.class);
  }

  private static String output(
      Class<?> program, BenchmarkSettings settings, Optional<Path> exported)
      throws IOException, InterruptedException {
    Process process = builder(program, settings, exported).start();
    try (InputStream output = process.getInputStream()) {
      String result = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status == ExitCode.OUT_OF_MEMORY.code() || status == KILLED) {
        throw new UserFailure(
            BenchmarkError.BENCHMARK_OUT_OF_MEMORY,
            "%d utterances of %s s do not fit into the memory beside a model of size %s."
                .formatted(settings.batch(), settings.seconds(), settings.size().word()),
            "Give a smaller --batch, shorter --seconds or a smaller --size.");
      }
      if (status != 0) {
        throw new IOException("the process of the benchmark ended with status " + status);
      }
      return result;
    } finally {
      process.destroyForcibly();
    }
  }

  private static ProcessBuilder builder(
      Class<?> program, BenchmarkSettings settings, Optional<Path> exported)
      throws JsonProcessingException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseParallelGC",
                "-XX:ActiveProcessorCount=" + settings.threads(),
                "-Xshare:auto",
                "-Dorg.bytedeco.javacpp.maxbytes=0",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-Dlogback.configurationFile=org/wavetrain/stage/logback-stage.xml",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName(),
                JSON.writeValueAsString(settings)));
    exported.map(Path::toString).ifPresent(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(settings.threads()));
    builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /**
   * Measures what the settings, the first argument, ask for and prints the result as JSON. A second
   * one names the exported model to measure.
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What libraries print must not get between.
    System.setOut(System.err);
    BenchmarkSettings settings = JSON.readValue(arguments[0], BenchmarkSettings.class);
    Optional<Path> exported = Arrays.stream(arguments).skip(1).map(Path::of).findFirst();
    try {
      out.println(JSON.writeValueAsString(new Benchmark(settings, exported).measure()));
    } catch (OutOfMemoryError tooLarge) {
      System.exit(ExitCode.OUT_OF_MEMORY.code());
    }
    System.exit(0);
  }
}
