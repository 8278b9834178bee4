package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.testing.InMemoryStageContext;

/** After a failure there is no data report, so the log has what was set aside. */
class LoggedRejectsTest {
  @TempDir Path folder;
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.start();
    logger().addAppender(log);
  }

  @AfterEach
  void leave() {
    logger().detachAppender(log);
  }

  @Test
  void aFailureShowsThreeRejectsAndLogsAll() throws IOException {
    Files.writeString(
        folder.resolve("manifest.jsonl"),
        """
        {"path": "1.wav", "text": "so"}
        {"path": "../2.wav"}
        {"path": "3.wav"
        ["4.wav"]
        {"text": "so"}
        {"path": "6.wav", "split": "exam"}
        """);

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> new IngestStage().run(context()))
        .withMessageContaining("5 of 6 recordings of recordings were set aside")
        .withMessageContaining("Line 2 of the manifest")
        .withMessageContaining("Line 4 of the manifest")
        .withMessageNotContaining("Line 5 of the manifest")
        .withMessageEndingWith("The log of the stage has all 5.");

    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .hasSize(5)
        .allMatch(line -> line.startsWith("Set aside: manifest of recordings: LAYOUT_VIOLATED: "))
        .contains(
            "Set aside: manifest of recordings: LAYOUT_VIOLATED: Line 5 of the manifest has no"
                + " path.");
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a file name with a line feed",
      outcome = "one line of the log")
  void aRejectIsOneLineWhateverItsNameIs() {
    assertThat(new Rejects.Reject("mine", "a\nb.wav", "TEXT_EMPTY", "It is\r\nempty.").line())
        .isEqualTo("a b.wav of mine: TEXT_EMPTY: It is empty.");
  }

  private InMemoryStageContext context() {
    return new InMemoryStageContext(new IngestStage().descriptor(), Map.of(), folder)
        .withSource("recordings", folder);
  }

  private static Logger logger() {
    return (Logger) LoggerFactory.getLogger(CorpusIngest.class);
  }
}
