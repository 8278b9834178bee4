package org.wavetrain.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.RunTag;

final class LogQueueTest {
  private final LogQueue queue = new LogQueue();

  @Test
  void batchesKeepMlflowsLimits() {
    for (int i = 0; i < 2100; i++) {
      queue.add(Metric.newBuilder().setKey("loss").setStep(i).build());
    }
    for (int i = 0; i < 150; i++) {
      queue.addParameter("p" + i, "v");
      queue.add(RunTag.newBuilder().setKey("t" + i).build());
    }

    int metrics = 0;
    int parameters = 0;
    int tags = 0;
    for (LogQueue.Batch batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
      assertThat(batch.parameters()).hasSizeLessThanOrEqualTo(100);
      assertThat(batch.tags()).hasSizeLessThanOrEqualTo(100);
      assertThat(batch.metrics().size() + batch.parameters().size() + batch.tags().size())
          .isLessThanOrEqualTo(1000);
      if (!batch.metrics().isEmpty()) {
        assertThat(batch.metrics().get(0).getStep()).isEqualTo(metrics);
      }
      metrics += batch.metrics().size();
      parameters += batch.parameters().size();
      tags += batch.tags().size();
      queue.remove(batch);
    }

    assertThat(metrics).isEqualTo(2100);
    assertThat(parameters).isEqualTo(150);
    assertThat(tags).isEqualTo(150);
  }

  @Test
  void aBatchStaysUntilItIsRemoved() {
    queue.addParameter("seed", "1");

    assertThat(queue.next()).isEqualTo(queue.next());
    assertThat(queue.size()).isEqualTo(1);
  }

  @Test
  void aWaitingParameterCannotChange() {
    queue.addParameter("seed", "1");
    queue.addParameter("seed", "1");

    assertThatThrownBy(() -> queue.addParameter("seed", "2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("seed");
  }
}
