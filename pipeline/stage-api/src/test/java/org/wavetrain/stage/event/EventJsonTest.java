package org.wavetrain.stage.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SpoiledInput;

class EventJsonTest {
  @Test
  void everyEventHasItsLine() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("wer", 0.5);
    figures.put("loss", Double.NaN);
    Sha256 digest = Sha256.of("content");

    assertLine(
        new ProgressEvent(3, 10, "steps", figures),
        "{\"event\":\"progress\",\"done\":3,\"total\":10,\"unit\":\"steps\","
            + "\"figures\":{\"wer\":0.5,\"loss\":\"NaN\"}}");
    assertLine(new AliveEvent(), "{\"event\":\"alive\"}");
    assertLine(new MessageEvent("a\nb"), "{\"event\":\"message\",\"line\":\"a\\nb\"}");
    assertLine(
        new FailureEvent("DISK_FULL", "A disk is full.", "Free some space."),
        "{\"event\":\"failure\",\"code\":\"DISK_FULL\",\"sentence\":\"A disk is full.\","
            + "\"remedy\":\"Free some space.\"}");
    assertLine(
        new FinishedEvent(new ArtifactKey("ingest", digest), digest, true),
        "{\"event\":\"finished\",\"key\":\"ingest/%s\",\"contentDigest\":\"%s\",\"cached\":true}"
            .formatted(digest, digest));
  }

  private static void assertLine(StageEvent event, String line) {
    assertThat(EventJson.write(event)).isEqualTo(line);
    assertThat(EventJson.parse(line)).contains(event);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "oneDNN v2.5",
        "null",
        "{}",
        "[1]",
        "{\"event\":\"other\"}",
        "{\"event\":\"finished\",\"contentDigest\":\"x\"}"
      })
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "lines of a stage that are no events",
      outcome = "passed over")
  void aLineThatIsNoEventIsPassedOver(String line) {
    assertThat(EventJson.parse(line)).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "events of a stage spoiled at random, 2,000 of them",
      outcome = "each is read or passed over")
  void aSpoiledEventIsReadOrPassedOver() {
    for (StageEvent event :
        List.of(
            new ProgressEvent(3, 10, "steps", Map.of("wer", 0.5)),
            new MessageEvent("so"),
            new FailureEvent("DISK_FULL", "A disk is full.", "Free some space."),
            new FinishedEvent(
                new ArtifactKey("ingest", Sha256.of("x")), Sha256.of("content"), true))) {
      SpoiledInput.assertReadOrRefused(
          EventJson.write(event),
          500,
          spoiled -> assertThat(EventJson.parse(new String(spoiled, UTF_8))).isNotNull(),
          failure -> false);
    }
  }
}
