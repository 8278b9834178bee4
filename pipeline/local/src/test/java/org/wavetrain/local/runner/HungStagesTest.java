package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.runner.toy.Diary;
import org.wavetrain.local.runner.toy.Workshop;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

/** Stages that do not go on, and those that run out of memory. */
@Tag("slow")
class HungStagesTest {
  /** A process on a busy machine takes seconds to begin. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private Workshop workshop;
  private Path home;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    home = folder;
    workshop = new Workshop(home);
    workshop.setHangPatience(PATIENCE);
  }

  @AfterEach
  void close() {
    workshop.close();
  }

  private String logs() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(home.resolve("logs"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "a stage that hangs at a step",
      outcome =
          "it is ended, what its threads did is in its log, and it is started once more and goes on"
              + " from its checkpoint")
  void aStageThatHangsIsEndedAndStartedOnceMore() throws Exception {
    Diary diary = new Diary();

    workshop.runUntil(diary, "left", "left.hangs_at=2");

    assertThat(diary.entries())
        .contains(
            "left said: The stage has shown no sign of life for 20 s and was ended. It is started"
                + " once more.",
            "left said: goes on after step 1",
            "left Made");
    assertThat(logs()).contains("No sign of life", "CounterStage.run");
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "a stage that hangs, and hangs again",
      outcome = "it is ended, started once, ended again, and the run fails with STAGE_HUNG")
  void aStageThatHangsAgainFails() {
    Diary diary = new Diary();

    assertThatThrownBy(
            () -> workshop.runUntil(diary, "left", "left.hangs_at=2", "left.hangs_again_at=3"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code().name()).isEqualTo("STAGE_HUNG"));
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGSTOP of a stage, which never continues",
      outcome = "it is killed and started once more and goes on from its checkpoint")
  void aStageThatStandsStillIsKilledAndStartedOnceMore() throws Exception {
    Diary diary = new StoppingDiary();

    workshop.runUntil(diary, "left", "left.steps=30", "left.pause_milliseconds=100");

    assertThat(diary.entries())
        .contains("left said: Its process stood still and was ended. It is started once more.")
        .anyMatch(entry -> entry.startsWith("left said: goes on after step "))
        .contains("left Made");
  }

  /** Stops the stage, as the signal does, once it has made some progress. */
  private static final class StoppingDiary extends Diary {
    private boolean stopped;

    @Override
    public void told(String stage, StageEvent event) {
      super.told(stage, event);
      if (event instanceof ProgressEvent made && made.done() >= 3 && !stopped) {
        stopped = true;
        ProcessHandle.current().children().forEach(StoppingDiary::stop);
      }
    }

    private static void stop(ProcessHandle process) {
      try {
        new ProcessBuilder(List.of("kill", "-STOP", Long.toString(process.pid())))
            .start()
            .waitFor();
      } catch (IOException | InterruptedException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "a stage whose heap is full",
      outcome = "the run fails with STAGE_OUT_OF_MEMORY, which says what to make smaller")
  void aStageThatRunsOutOfMemorySaysSo() {
    assertThatThrownBy(() -> workshop.runUntil(new Diary(), "left", "left.ending=memory"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code().name()).isEqualTo("STAGE_OUT_OF_MEMORY");
              assertThat(failure.remedy()).contains("smaller batch");
            });
  }
}
