package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

class EventProgressTest {
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private final Progress progress =
      new EventProgress(new EventSink(new PrintStream(sent, true, UTF_8)), new LifeSigns());

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

  @Test
  void messagesAreLoggedAsWell() {
    Logger logger = (Logger) LoggerFactory.getLogger(EventProgress.class);
    Level before = logger.getLevel();
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(log);
    try {
      progress.message("7 of 9 {}");
    } finally {
      logger.detachAppender(log);
      logger.setLevel(before);
    }

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly("7 of 9 {}");
  }
}
