package org.wavetrain.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.format.SafeTensors;

/** What a training goes on from may be of an earlier release; docs/reliability.md says how kept. */
class EarlierCheckpointsTest {
  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  @Fault(
      area = FaultArea.COMPATIBILITY,
      injected = "a training's checkpoint of an earlier release",
      outcome = "its state, weights and optimizer are read, and it goes on from its step")
  void aCheckpointOfAnEarlierReleaseIsRead(String release, @TempDir Path folder)
      throws IOException {
    unpack(release, folder);
    CheckpointFolder checkpoint = new CheckpointFolder(folder);

    TrainerState state = checkpoint.readState();
    assertThat(state.step()).isPositive();
    assertThat(state.optimizerUpdates()).isNotEmpty();
    assertThat(state.best()).isNotNull();
    assertThat(state.history()).isNotEmpty();

    assertThat(checkpoint.readModel()).isNotEmpty();
    try (INDArray means = Nd4j.zeros(trained(folder));
        INDArray squares = means.dup();
        INDArray best = means.dup()) {
      checkpoint.readOptimizer(means, squares);
      checkpoint.readBest(best);
      assertThat(squares.sumNumber().doubleValue()).isPositive();
      assertThat(best.norm2Number().doubleValue()).isPositive();
    }
  }

  private static long trained(Path folder) {
    return SafeTensors.read(folder.resolve("trainer/best.safetensors"))
        .get("parameters")
        .shape()[0];
  }

  private static void unpack(String release, Path folder) throws IOException {
    String name = "/releases/" + release + "-checkpoint.zip";
    try (InputStream resource = EarlierCheckpointsTest.class.getResourceAsStream(name);
        ZipInputStream zip = new ZipInputStream(resource)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip, file);
      }
    }
  }
}
