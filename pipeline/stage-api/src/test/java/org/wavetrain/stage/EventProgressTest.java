package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

class EventProgressTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Progress progress =
      new EventProgress(new EventSink(new PrintStream(sent, true, UTF_8)));

  @Test
  void manyUpdatesAreThinnedOutButTheFirstAndTheLastGoOut() {
    for (int done = 0; done <= 10_000; done++) {
      progress.update(done, 10_000, "files", Map.of());
    }

    List<StageEvent> events =
        sent.toString(UTF_8).lines().flatMap(line -> EventJson.parse(line).stream()).toList();
    assertThat(events)
        .hasSizeLessThan(100)
        .startsWith(new ProgressEvent(0, 10_000, "files", Map.of()))
        .endsWith(new ProgressEvent(10_000, 10_000, "files", Map.of()));
  }

  @Test
  void messagesAllGoOut() {
    progress.message("one");
    progress.message("two");

    assertThat(sent.toString(UTF_8).lines()).hasSize(2);
  }
}
