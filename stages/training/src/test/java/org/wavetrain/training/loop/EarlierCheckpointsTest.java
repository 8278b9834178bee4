package org.wavetrain.training.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.stage.InputDataset;
import org.wavetrain.stage.Progress;
import org.wavetrain.stage.RunLog;
import org.wavetrain.testing.InMemoryCheckpoints;
import org.wavetrain.training.batch.BatchPosition;
import org.wavetrain.training.batch.BatchSettings;
import org.wavetrain.training.batch.Batches;
import org.wavetrain.training.fixture.MemorySamples;
import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.training.schedule.LinearSchedule;
import org.wavetrain.wav2vec2.format.SafeTensors;

/** What a training goes on from may be of an earlier release; docs/reliability.md says how kept. */
class EarlierCheckpointsTest {
  private static final Progress SILENT =
      new Progress() {
        @Override
        public void update(long done, long total, String unit, Map<String, Double> figures) {}

        @Override
        public void message(String line) {}
      };

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  @Fault(
      area = FaultArea.COMPATIBILITY,
      injected = "a training's checkpoint of an earlier release",
      outcome = "its state, weights and optimizer are read")
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

  @ParameterizedTest
  @ValueSource(strings = "0.1.0")
  @Fault(
      area = FaultArea.COMPATIBILITY,
      injected = "a training that finds a checkpoint of an earlier release, for two more updates",
      outcome = "it goes on from that step, its history and its next batch, and is saved as usual")
  void aTrainingGoesOnFromACheckpointOfAnEarlierRelease(
      String release, @TempDir Path folder, @TempDir Path work) throws Exception {
    unpack(release, folder);
    CheckpointFolder checkpoint = new CheckpointFolder(folder);
    TrainerState before = checkpoint.readState();
    InMemoryCheckpoints checkpoints = new InMemoryCheckpoints();
    checkpoints.save(before.step(), folder, 1);
    List<Long> logged = new ArrayList<>();

    TrainerState after;
    float[] trained;
    try (ShrinkingObjective objective = new ShrinkingObjective(trained(folder));
        Trainer trainer =
            new Trainer(
                settings(before.step() + 2, before.seed()),
                objective,
                batches(),
                batches(),
                new TrainingHost(log(logged), SILENT, checkpoints, work, () -> false))) {
      after = trainer.run();
      trained = objective.parameters().toFloatVector();
    }

    long step = before.step();
    assertThat(logged).containsExactly(step + 1, step + 2);
    assertThat(after.step()).isEqualTo(step + 2);
    assertThat(after.history()).hasSize(before.history().size() + 2);
    assertThat(after.history().subList(0, before.history().size())).isEqualTo(before.history());
    assertThat(after.position())
        .isEqualTo(new BatchPosition(before.position().epoch() + 2, before.position().index()));
    assertThat(after.optimizerUpdates())
        .isEqualTo(before.optimizerUpdates().stream().map(updates -> updates + 2).toList());
    assertThat(checkpoints.steps()).containsExactly(step + 2);
    float[] start = ShrinkingObjective.inOrder(checkpoint.readModel());
    assertThat(trained).hasSameSizeAs(start).isNotEqualTo(start);
    for (int index = 0; index < start.length; index++) {
      assertThat(trained[index]).isCloseTo(start[index], offset(0.01f));
    }
  }

  private static TrainerSettings settings(long steps, long seed) {
    return new TrainerSettings(
        steps,
        1,
        new AdamSettings(0.9, 0.98, 1e-6, 0, true),
        new LinearSchedule(1e-3, 1, steps),
        1,
        1,
        1,
        1,
        0,
        true,
        seed);
  }

  private static Batches batches() {
    return new Batches(
        List.of(MemorySamples.example("one", "a", new short[800])),
        new BatchSettings(4, 0, 0, true, false),
        0);
  }

  private static long trained(Path folder) {
    return SafeTensors.read(folder.resolve("trainer/best.safetensors"))
        .get("parameters")
        .shape()[0];
  }

  private static RunLog log(List<Long> steps) {
    return new RunLog() {
      @Override
      public void metric(String name, double value, long step) {
        if (name.equals("loss")) {
          steps.add(step);
        }
      }

      @Override
      public void parameters(Map<String, String> parameters) {}

      @Override
      public void tag(String name, String value) {}

      @Override
      public void input(InputDataset dataset) {}
    };
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
