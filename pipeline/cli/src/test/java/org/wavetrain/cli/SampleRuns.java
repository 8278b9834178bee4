package org.wavetrain.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.promotion.Decision;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.promotion.Registered;
import org.wavetrain.report.CorpusDrift;
import org.wavetrain.report.StageWarning;

/** Runs to test with. */
final class SampleRuns {
  static final Sha256 DIGEST = new Sha256("a".repeat(64));
  static final Path EXPORT = Path.of("/home/exports/1");

  private static final StageWarning PLATEAU =
      new StageWarning(350, "loss_plateau", "the loss is 3.0 " + "x".repeat(200), "look at it");

  private static final CorpusDrift DRIFT =
      new CorpusDrift("Duration", 0.3, 0.001, 0.1, true, true, "Recordings are longer.");

  private SampleRuns() {}

  /** A run of a cached ingest and an export that was made. */
  static CompletedRun run(Optional<Registered> registered, Optional<Path> export) {
    Map<String, StageOutcome> outcomes = new LinkedHashMap<>();
    outcomes.put("ingest", new StageOutcome.Cached(manifest("ingest")));
    outcomes.put("export", new StageOutcome.Made(manifest("export"), Duration.ofMillis(1500)));
    return new CompletedRun(
        new RunResult("run", outcomes, Duration.ofSeconds(2)),
        Map.of("wer", 0.12, "cer", 0.05, "accuracy", 0.9, "utterances", 100.0),
        Map.of("finetune", List.of(PLATEAU)),
        Map.of("ingest", List.of(DRIFT)),
        registered,
        export,
        Path.of("/home/report.html"),
        Optional.of("The speech is synthetic."),
        Duration.ofSeconds(3));
  }

  static Optional<Registered> registered(String model, Outcome outcome) {
    return Optional.of(
        new Registered(model, 2, new Decision(outcome, "It was measured.", List.of())));
  }

  static Manifest manifest(String stage) {
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
