package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes 3 GB of disk and as much memory. */
class LargeExportTest {
  private static final long LARGE_PARAMETERS = 315_471_520;

  /** The least that the runner gives a stage. */
  private static final String HEAP = "-Xmx256m";

  @TempDir Path directory;

  @Test
  @Tag("slow")
  void aLargeModelIsExportedInTheHeapOfAStage() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                HEAP,
                "-Dorg.bytedeco.javacpp.maxbytes=6g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=8g",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LargeExport.class.getName(),
                directory.toString())
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();

    Path floats = directory.resolve(LargeExport.FLOATS);
    Path integers = directory.resolve(LargeExport.INTEGERS);
    assertThat(Files.size(floats)).isBetween(4 * LARGE_PARAMETERS, 41 * LARGE_PARAMETERS / 10);
    assertThat(Files.size(integers)).isLessThan(Files.size(floats) / 3);
    assertThat(scores(floats)).isEqualTo(new long[] {1, 49, 32});
    assertThat(scores(integers)).isEqualTo(new long[] {1, 49, 32});
  }

  /** The shape of what a second of audio gives. */
  private static long[] scores(Path file) throws Exception {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession session = environment.createSession(file.toString());
        OnnxTensor input = OnnxTensor.createTensor(environment, new float[1][16_000]);
        OrtSession.Result result = session.run(Map.of(OnnxExporter.INPUT, input))) {
      return ((OnnxTensor) result.get(0)).getInfo().getShape();
    }
  }
}
