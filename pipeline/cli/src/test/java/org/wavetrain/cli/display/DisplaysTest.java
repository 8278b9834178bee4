package org.wavetrain.cli.display;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.local.runner.StageOutcome.Failed;
import org.wavetrain.stage.event.ProgressEvent;

class DisplaysTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void aFileGetsPlainLinesWithNamesInOneColumn() {
    try (ProgressDisplay display = ProgressDisplay.on(out, Terminal.none())) {
      display.nameWidth(8);
      display.begin("ingest", "not made yet");
      display.update("ingest", new ProgressEvent(1, 2, "files", Map.of()));
      display.line("ingest: one file was set aside");
      display.end("ingest", "done in 3 s");
    }

    assertThat(bytes.toString(UTF_8))
        .isEqualToNormalizingNewlines(
            """
            ingest    starts: not made yet
            ingest: one file was set aside
            ingest    done in 3 s
            """);
  }

  @Test
  void aTerminalGetsABarBelowTheLinesThatStay() {
    try (ProgressDisplay display = ProgressDisplay.on(out, new Terminal(true, 60, false))) {
      display.begin("ingest", "not made yet");
      display.update("ingest", new ProgressEvent(1, 2, "files", Map.of()));
      display.line("one file was set aside");
      display.end("ingest", "done in 3 s");
    }

    String drawn = bytes.toString(UTF_8);
    assertThat(drawn).contains("one file was set aside\ningest", " 50%", "ingest  done in 3 s\n");
    assertThat(drawn.split("\n")).allSatisfy(line -> assertThat(shown(line)).hasSizeLessThan(60));
    assertThat(screen(drawn)).isEqualTo("one file was set aside\ningest  done in 3 s\n");
  }

  @Test
  void aFailedStageIsToldWithItsCodeSinceTheRestIsSaidAtTheEnd() {
    ArtifactKey key = new ArtifactKey("ingest", Sha256.of("key"));
    try (ProgressDisplay display = ProgressDisplay.on(out, Terminal.none())) {
      RunDisplay run = new RunDisplay(display, Terminal.none());
      run.ended(
          "ingest",
          new Failed(
              key, Duration.ofSeconds(8), "DISK_FULL", "It is full.", "Empty it.", Path.of("log")));
    }

    assertThat(bytes.toString(UTF_8))
        .isEqualToNormalizingNewlines("ingest  failed after 8.0 s: DISK_FULL\n");
  }

  private static String shown(String line) {
    return line.replaceAll("\u001b\\[[0-9]*[A-Z]", "");
  }

  /** What is left on a screen: going up a line and clearing it takes the line before away. */
  private static String screen(String drawn) {
    StringBuilder screen = new StringBuilder();
    for (int at = 0; at < drawn.length(); ) {
      if (drawn.startsWith("\u001b[1A\u001b[2K", at)) {
        int end = screen.lastIndexOf("\n", screen.length() - 2);
        screen.setLength(end + 1);
        at += 8;
      } else {
        screen.append(drawn.charAt(at));
        at++;
      }
    }
    return screen.toString();
  }
}
