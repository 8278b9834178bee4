package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.Metric;
import org.wavetrain.tracking.LogEntry.End;
import org.wavetrain.tracking.LogEntry.Input;
import org.wavetrain.tracking.LogEntry.MetricValue;
import org.wavetrain.tracking.LogEntry.Parameter;
import org.wavetrain.tracking.LogEntry.Tag;

final class JournalTest {
  @TempDir private Path folder;
  private Journal journal;

  @BeforeEach
  void begin() {
    journal = new Journal(folder.resolve("work"));
  }

  @AfterEach
  void end() {
    journal.close();
  }

  @Test
  void whatWasAddedComesOutInOrderAndStaysUntilItIsRemoved() {
    List<Long> steps = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int step = 0; step < 10_000; step++) {
        journal.add(new MetricValue("loss", 0.1, steps.size() + step, 7));
      }
      for (Journal.Next next = journal.next(); !next.batch().isEmpty(); next = journal.next()) {
        assertThat(journal.next().batch().metrics()).isEqualTo(next.batch().metrics());
        next.batch().metrics().forEach(metric -> steps.add(metric.getStep()));
        journal.remove(next);
      }
      assertThat(journal.isEmpty()).isTrue();
    }

    assertThat(steps).hasSize(30_000).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aThreadThatIsInterruptedLeavesItUsable() throws InterruptedException {
    List<Boolean> interrupted = new ArrayList<>();
    Thread other =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              journal.add(new MetricValue("loss", 0.1, 1, 7));
              journal.next();
              interrupted.add(Thread.interrupted());
            });
    other.start();
    other.join();
    journal.add(new MetricValue("loss", 0.1, 2, 7));

    assertThat(interrupted).containsExactly(true);
    assertThat(journal.next().batch().metrics())
        .extracting(Metric::getStep)
        .containsExactly(1L, 2L);
  }

  @Test
  void entriesOfAllKindsComeOutAsTheyWere() {
    DatasetInput dataset = new DatasetInput("n", "d", "s3", "{}", "{}", "{}", "training");
    String text = "é \"x\"\n\t\\ 😀";
    double[] values = {Double.NaN, Double.POSITIVE_INFINITY, -1e-300, 0.1};
    for (double value : values) {
      journal.add(new MetricValue(text, value, -1, 5));
    }
    journal.add(new Parameter("p", text));
    journal.add(new Parameter("long", "x".repeat(300_000)));
    journal.add(new Tag("t", ""));
    journal.add(new Input(dataset));
    journal.add(new End(RunStatus.KILLED, 9));

    List<Metric> metrics = new ArrayList<>();
    List<String> parameters = new ArrayList<>();
    List<DatasetInput> inputs = new ArrayList<>();
    LogBatch last = null;
    for (Journal.Next next = journal.next(); !next.batch().isEmpty(); next = journal.next()) {
      metrics.addAll(next.batch().metrics());
      next.batch().parameters().forEach(parameter -> parameters.add(parameter.getValue()));
      inputs.addAll(next.batch().inputs());
      last = next.batch();
      journal.remove(next);
    }
    assertThat(metrics)
        .extracting(Metric::getValue)
        .containsExactly(Double.NaN, Double.POSITIVE_INFINITY, -1e-300, 0.1);
    assertThat(metrics).extracting(Metric::getKey).containsOnly(text);
    assertThat(parameters).containsExactly(text, "x".repeat(300_000));
    assertThat(inputs).containsExactly(dataset);
    assertThat(last.end()).contains(new End(RunStatus.KILLED, 9));
  }

  @Test
  void whatIsUnsentIsReadInPartsOfWholeLines() {
    for (int step = 0; step < 10; step++) {
      journal.add(new Tag("step", Integer.toString(step)));
    }
    StringBuilder all = new StringBuilder();
    UnsentLines part = journal.unsent(0, 50);
    while (part.lines().length > 0) {
      String lines = new String(part.lines(), UTF_8);
      assertThat(lines).endsWith("}\n").hasSizeLessThanOrEqualTo(50);
      all.append(lines);
      part = journal.unsent(part.end(), 50);
    }

    assertThat(all.toString().lines())
        .hasSize(10)
        .last()
        .isEqualTo("{\"tag\":\"step\",\"value\":\"9\"}");
  }

  @Test
  void nothingIsLeftInTheFolder() throws IOException {
    journal.add(new Tag("t", "v"));
    journal.close();

    try (Stream<Path> files = Files.list(folder.resolve("work"))) {
      assertThat(files).isEmpty();
    }
  }
}
