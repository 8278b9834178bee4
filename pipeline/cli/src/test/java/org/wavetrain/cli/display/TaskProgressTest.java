package org.wavetrain.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.stage.event.ProgressEvent;

class TaskProgressTest {
  private final TaskProgress progress = new TaskProgress("finetune", 10, 0);

  @Test
  void aLineTellsShareTimeLeftFiguresAndRate() {
    progress.update(steps(100), seconds(10));
    progress.update(steps(200), seconds(20));

    assertThat(progress.line(120, seconds(20)))
        .isEqualTo(
            "finetune    [████····················]   20%  1:20 left  loss 0.812  wer 0.340"
                + "  200/1000 steps  10.0 steps/s");
  }

  @Test
  void aNarrowTerminalGetsTheMostImportant() {
    progress.update(steps(100), seconds(10));
    progress.update(steps(200), seconds(20));

    assertThat(progress.line(44, seconds(20))).isEqualTo("finetune     20%  1:20 left  loss 0.812");
    assertThat(progress.line(5, seconds(20))).hasSize(5);
  }

  @Test
  void theRateIsThatOfTheStepsSeenAndNotOfThoseBeforeAnInterruption() {
    progress.update(steps(900), seconds(1));
    progress.update(steps(902), seconds(3));

    assertThat(progress.line(120, seconds(3))).contains("1.0 steps/s", "1:38 left");
  }

  @Test
  void anUnknownTotalShowsTheTimeSoFar() {
    progress.update(new ProgressEvent(7, 0, "files", Map.of()), seconds(2));

    assertThat(progress.line(80, seconds(65))).isEqualTo("finetune    1:05  7 files");
  }

  private static ProgressEvent steps(long done) {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", 0.8123);
    figures.put("wer", 0.34);
    return new ProgressEvent(done, 1000, "steps", figures);
  }

  private static long seconds(long seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
