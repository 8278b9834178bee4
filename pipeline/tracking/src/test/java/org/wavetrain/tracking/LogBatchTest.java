package org.wavetrain.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wavetrain.tracking.LogEntry.End;
import org.wavetrain.tracking.LogEntry.MetricValue;
import org.wavetrain.tracking.LogEntry.Parameter;
import org.wavetrain.tracking.LogEntry.Tag;

final class LogBatchTest {
  private final LogBatch batch = new LogBatch();

  @Test
  void aBatchKeepsMlflowsLimits() {
    for (int i = 0; i < 100; i++) {
      assertThat(batch.add(new Parameter("p" + i, "v"))).isTrue();
      assertThat(batch.add(new Tag("t" + i, "v"))).isTrue();
    }
    assertThat(batch.add(new Parameter("one more", "v"))).isFalse();
    assertThat(batch.add(new Tag("one more", "v"))).isFalse();
    for (int i = 0; i < 800; i++) {
      assertThat(batch.add(new MetricValue("loss", 1, i, 0))).isTrue();
    }

    assertThat(batch.add(new MetricValue("loss", 1, 800, 0))).isFalse();
    assertThat(batch.metrics()).hasSize(800);
    assertThat(batch.parameters()).hasSize(100);
    assertThat(batch.tags()).hasSize(100);
  }

  @Test
  void aParameterIsOnceInABatch() {
    assertThat(batch.add(new Parameter("seed", "1"))).isTrue();
    assertThat(batch.add(new Parameter("seed", "1"))).isFalse();
  }

  @Test
  void nothingFollowsTheEndOfARun() {
    assertThat(batch.isEmpty()).isTrue();
    assertThat(batch.add(new End(RunStatus.FINISHED, 1))).isTrue();
    assertThat(batch.isEmpty()).isFalse();
    assertThat(batch.hasValues()).isFalse();

    assertThat(batch.add(new Tag("late", "v"))).isFalse();
  }
}
