package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.promotion.Decision;
import org.wavetrain.promotion.Registered;

class ResultJsonTest {
  private static final Sha256 DIGEST = new Sha256("a".repeat(64));

  @Test
  void theResultIsOneLineWithTheStagesInTheirOrder() {
    Map<String, StageOutcome> outcomes = new LinkedHashMap<>();
    outcomes.put("ingest", new StageOutcome.Cached(manifest("ingest")));
    outcomes.put("augment", new StageOutcome.Made(manifest("augment"), Duration.ofMillis(1500)));

    String json =
        ResultJson.of(
            new CompletedRun(
                new RunResult("run", outcomes, Duration.ofSeconds(2)),
                Map.of("wer", 0.12, "cer", 0.05, "accuracy", 0.9, "utterances", 100.0),
                Optional.of(
                    new Registered(
                        "quickstart", 1, new Decision(Decision.Outcome.PROMOTED, "First."))),
                Optional.of(Path.of("/home/exports/1")),
                Path.of("/home/report.html"),
                Duration.ofSeconds(3)));

    assertThat(json)
        .isEqualTo(
            """
            {"wer":0.12,"cer":0.05,"accuracy":0.9,"seconds":3.0,"stages":{\
            "ingest":{"seconds":0.0,"cached":true,"key":"ingest/%1$s"},\
            "augment":{"seconds":1.5,"cached":false,"key":"augment/%1$s"}},\
            "report":"/home/report.html","export":"/home/exports/1","model":"quickstart","version":1}"""
                .formatted(DIGEST));
  }

  private static Manifest manifest(String stage) {
    return new Manifest(
        new ArtifactKey(stage, DIGEST),
        List.of(),
        DIGEST,
        Map.of(),
        "{}",
        1,
        "1",
        Instant.EPOCH,
        Duration.ZERO);
  }
}
