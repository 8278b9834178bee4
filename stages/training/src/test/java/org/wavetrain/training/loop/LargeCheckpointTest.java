package org.wavetrain.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes 2.6 GB of disk and 1.3 GB of memory. */
class LargeCheckpointTest {
  private static final long LARGE_PARAMETERS = 315_471_520;

  /** The least that the runner gives a stage; what the JDK keeps beside it has the same limit. */
  private static final String HEAP = "-Xmx256m";

  @TempDir Path directory;

  @Test
  @Tag("slow")
  void theOptimizerOfALargeModelGoesToDiskAndBackInTheHeapOfAStage() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                HEAP,
                "-Dorg.bytedeco.javacpp.maxbytes=2g",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=3g",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                LargeCheckpoint.class.getName(),
                directory.toString(),
                Long.toString(LARGE_PARAMETERS))
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
    assertThat(directory.resolve("trainer/optimizer.safetensors").toFile().length())
        .isGreaterThan(2 * Float.BYTES * LARGE_PARAMETERS);
  }
}
