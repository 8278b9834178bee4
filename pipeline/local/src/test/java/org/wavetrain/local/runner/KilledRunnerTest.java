package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.RunnerProcess;
import org.wavetrain.local.runner.toy.Workshop;

class KilledRunnerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private Path home;

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of the runner while stages work",
      outcome = "the stages end with it, and the next run goes on from their checkpoints")
  void stagesEndWithTheirRunnerAndTheNextRunGoesOn() throws Exception {
    String[] slow = {
      "left.steps=40",
      "left.pause_milliseconds=100",
      "right.steps=40",
      "right.pause_milliseconds=100"
    };
    Process runner = RunnerProcess.start(home, slow);
    awaitCheckpointOfCounter();
    List<ProcessHandle> stages = runner.descendants().toList();
    runner.toHandle().destroyForcibly();

    assertThat(stages).isNotEmpty();
    for (ProcessHandle stage : stages) {
      stage.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    Diary diary = new Diary();
    try (Workshop workshop = new Workshop(home)) {
      workshop.run(diary, slow);
    }
    assertThat(diary.entries())
        .contains("files Cached", "left Made", "last Made")
        .anyMatch(entry -> entry.contains(" said: goes on after step "));
  }

  /** The object store is a folder below the home: a checkpoint is there once its manifest is. */
  private void awaitCheckpointOfCounter() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!hasCheckpoint()) {
      assertThat(System.nanoTime()).as("time for a checkpoint").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private boolean hasCheckpoint() throws IOException {
    Path store = home.resolve("s3");
    if (!Files.isDirectory(store)) {
      return false;
    }
    try (Stream<Path> paths = Files.find(store, 10, (path, attributes) -> isManifest(path))) {
      return paths.findAny().isPresent();
    } catch (UncheckedIOException removedMeanwhile) {
      return false;
    }
  }

  private static boolean isManifest(Path path) {
    return path.toString().contains("checkpoints/counter")
        && path.getFileName().toString().equals("manifest.json");
  }
}
