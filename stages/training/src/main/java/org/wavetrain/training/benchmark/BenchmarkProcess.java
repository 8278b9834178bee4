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

/**
 * A process of its own for a measurement, started as the runner starts stages: the number of
 * threads is fixed when native libraries load, and memory is that of nothing else.
 */
public final class BenchmarkProcess {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPORT = "export";

  private BenchmarkProcess() {}

  /**
   * Measures in a new process.
   *
   * @throws IOException if it cannot be started or does not end well; it has told why on standard
   *     error
   */
  public static BenchmarkResult measure(BenchmarkSettings settings)
      throws IOException, InterruptedException {
    if (settings.onnx() == null) {
      return JSON.readValue(output(settings), BenchmarkResult.class);
    }
    Path exported = Files.createTempFile("wavetrain-benchmark", ".onnx");
    try {
      // By another process: the memory of the export is not that of inference.
      output(settings, EXPORT, exported.toString());
      return JSON.readValue(output(settings, exported.toString()), BenchmarkResult.class);
    } finally {
      Files.delete(exported);
    }
  }

  private static String output(BenchmarkSettings settings, String... arguments)
      throws IOException, InterruptedException {
    Process process = builder(settings, arguments).start();
    try (InputStream output = process.getInputStream()) {
      String result = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        throw new IOException("the process of the benchmark ended with status " + status);
      }
      return result;
    } finally {
      process.destroyForcibly();
    }
  }

  private static ProcessBuilder builder(BenchmarkSettings settings, String... arguments)
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
                BenchmarkProcess.class.getName(),
                JSON.writeValueAsString(settings)));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("OMP_NUM_THREADS", Integer.toString(settings.threads()));
    builder.environment().putIfAbsent("OMP_WAIT_POLICY", "passive");
    return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
  }

  /**
   * Measures what the first argument asks for and prints the result as JSON. The others name the
   * exported model to measure, or tell to write it.
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    // What libraries print must not get between.
    System.setOut(System.err);
    BenchmarkSettings settings = JSON.readValue(arguments[0], BenchmarkSettings.class);
    if (arguments.length > 2) {
      RandomExport.write(settings, Path.of(arguments[2]));
    } else {
      Optional<Path> exported = Arrays.stream(arguments).skip(1).map(Path::of).findFirst();
      out.println(JSON.writeValueAsString(new Benchmark(settings, exported).measure()));
    }
    System.exit(0);
  }
}
