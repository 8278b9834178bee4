package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;
import org.wavetrain.definition.Registration;
import org.wavetrain.local.runner.Machine;
import org.wavetrain.local.runner.RunResult;
import org.wavetrain.local.runner.RunSettings;
import org.wavetrain.local.runner.StageOutcome;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.promotion.Registered;
import org.wavetrain.promotion.Turns;
import org.wavetrain.report.KeptReports;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

class ModelRegistrationTest {
  private static final Registration REGISTRATION =
      new Registration("words", "out", "test", "accuracy", Registration.Better.HIGHER, Gates.NONE);

  @TempDir private Path home;

  @Test
  void aVersionTellsItsFiguresItsStagesAndWhatItWasMeasuredOn() throws Exception {
    try (Services services = Services.open(home)) {
      Tracking tracking = services.tracking();
      ModelRegistration registration = registration(services);

      Registered first = registration.register(REGISTRATION, run(tracking, "a"), accuracy(0.8));
      Registered worse = registration.register(REGISTRATION, run(tracking, "b"), accuracy(0.7));

      assertThat(first.decision().outcome()).isEqualTo(Outcome.PROMOTED);
      assertThat(worse.decision().outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(worse.decision().reason())
          .contains("version 1 cannot be measured on the same recordings");
      assertThat(tracking.registry().byAlias("words", Promotion.CHAMPION).orElseThrow().tags())
          .containsEntry(Promotion.KEY_TAG, key("export", "a").toString())
          .containsEntry(Promotion.METRIC_TAG_PREFIX + "accuracy", "0.8")
          .containsEntry(Promotion.CORPUS_TAG, Sha256.of("corpus a").toString())
          .containsEntry("wavetrain.stage.test", key("evaluate", "a").toString());
      String second =
          tracking.registry().findVersion("words", 2).orElseThrow().runId().orElseThrow();
      assertThat(new KeptReports(services.store()).find(second, "verdict.json"))
          .hasValueSatisfying(
              file -> assertThat(new String(file, UTF_8)).contains("\"passed\":false"));
    }
  }

  @Test
  void aChampionWhoseTagsAPersonChangedKeepsNoVersionFromBeingRegisteredOrForcedIntoService()
      throws Exception {
    try (Services services = Services.open(home)) {
      Tracking tracking = services.tracking();
      registration(services).register(REGISTRATION, run(tracking, "a"), accuracy(0.7));
      tracking.registry().tagVersion("words", 1, Promotion.EVALUATION_TAG, "mine");
      tracking.registry().tagVersion("words", 1, "wavetrain.stage.test", "mine");

      Registered better =
          registration(services).register(REGISTRATION, run(tracking, "b"), accuracy(0.8));

      assertThat(better.decision().outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(better.decision().reason())
          .contains("of version 1 the tag wavetrain.evaluation is \"mine\"");
    }
    assertThat(
            CommandRun.done(
                    "promote",
                    "words",
                    "2",
                    "--force",
                    "--reason",
                    "it is better",
                    "--home",
                    home.toString())
                .out())
        .contains("It takes the place of version 1.");
  }

  private ModelRegistration registration(Services services) throws Exception {
    return new ModelRegistration(
        services.tracking().registry(),
        services.store(),
        new Turns(services.claims(home), waiting -> {}),
        VersionTrials.of(
            services,
            new RunSettings(home, services.environment(), Machine.here(), 1),
            StageKinds.installed(),
            Redirect.INHERIT),
        new KeptVerdicts(services));
  }

  private static Map<String, Double> accuracy(double value) {
    return Map.of("accuracy", value);
  }

  /** A run whose evaluation was in the cache and whose export was made. */
  private static RunResult run(Tracking tracking, String name) {
    Map<String, StageOutcome> outcomes = new LinkedHashMap<>();
    outcomes.put("test", new StageOutcome.Cached(manifest("evaluate", name)));
    outcomes.put("out", new StageOutcome.Made(manifest("export", name), Duration.ZERO));
    RunRequest request =
        new RunRequest(tracking.experiment("words"), name, Optional.empty(), Map.of());
    try (TrackedRun run = tracking.start(request)) {
      run.finish(RunStatus.FINISHED);
      return new RunResult(run.id(), outcomes, Duration.ZERO);
    }
  }

  private static Manifest manifest(String kind, String name) {
    return new Manifest(
        key(kind, name),
        List.of(),
        Sha256.of(kind + name),
        Map.of("corpus", List.of(Sha256.of("corpus " + name))),
        "{}",
        1,
        "1",
        Instant.EPOCH,
        Duration.ZERO);
  }

  private static ArtifactKey key(String kind, String name) {
    return new ArtifactKey(kind, Sha256.of(kind + name));
  }
}
