package org.wavetrain.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.promotion.Decision.Outcome;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;

class PromotionTest {
  private static final String MODEL = "commands";

  private EmbeddedServers servers;
  private Tracking tracking;
  private Promotion promotion;
  private String runId;

  @BeforeEach
  void startServers(@TempDir Path home) {
    servers = EmbeddedServers.start(home, Map.of());
    tracking = Tracking.connect(URI.create(servers.environment().get("MLFLOW_TRACKING_URI")));
    promotion =
        new Promotion(tracking.registry(), List.of(new BeatsChampion("wer", Direction.LOWER)));
    try (TrackedRun run =
        tracking.start(
            new RunRequest(tracking.experiment(MODEL), "run", Optional.empty(), Map.of()))) {
      runId = run.id();
      run.finish(RunStatus.FINISHED);
    }
  }

  @AfterEach
  void stopServers() {
    tracking.close();
    servers.close();
  }

  @Test
  void theFirstModelBecomesTheChampion() {
    Registered first = promotion.register(candidate("a", 0.5));

    assertThat(first.version()).isEqualTo(1);
    assertThat(first.decision().outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(champion().version()).isEqualTo(1);
    assertThat(champion().tags())
        .containsEntry(Promotion.KEY_TAG, key("a").toString())
        .containsEntry("wavetrain.metric.wer", "0.5")
        .containsEntry("wavetrain.stage.export", "made by a test");
  }

  @Test
  void theSameExportStaysOneVersion() {
    promotion.register(candidate("a", 0.5));
    Registered again = promotion.register(candidate("a", 0.5));

    assertThat(again.version()).isEqualTo(1);
    assertThat(again.decision().outcome()).isEqualTo(Outcome.KEPT);
    assertThat(again.decision().reason()).isEqualTo("The export is the same as before.");
    assertThat(tracking.registry().versions(MODEL)).hasSize(1);
  }

  @Test
  void aBetterModelTakesTheChampionsPlace() {
    promotion.register(candidate("a", 0.5));
    Registered better = promotion.register(candidate("b", 0.4));

    assertThat(better.decision().outcome()).isEqualTo(Outcome.PROMOTED);
    assertThat(champion().version()).isEqualTo(2);
  }

  @Test
  void anEqualOrWorseModelIsRegisteredButNotPromoted() {
    promotion.register(candidate("a", 0.5));

    assertThat(promotion.register(candidate("b", 0.5)).decision().outcome())
        .isEqualTo(Outcome.REFUSED);
    Registered worse = promotion.register(candidate("c", 0.6));
    assertThat(worse.version()).isEqualTo(3);
    assertThat(worse.decision().reason()).contains("0.6000", "0.5000", "version 1");
    assertThat(champion().version()).isEqualTo(1);
  }

  @Test
  void aDecisionTellsThatTheModelsWereMeasuredOnDifferentRecordings() {
    promotion.register(candidate("a", 0.5, "corpus 1"));

    assertThat(promotion.register(candidate("b", 0.6, "corpus 1")).decision().reason())
        .endsWith("version 1, the champion.");
    assertThat(promotion.register(candidate("c", 0.6, "corpus 2")).decision().reason())
        .endsWith("version 1, the champion, which was measured on other recordings.");
    assertThat(promotion.register(candidate("d", 0.4, "corpus 2")).decision().reason())
        .isEqualTo(
            "It beats version 1, the champion before, which was measured on other recordings.");
  }

  @Test
  void aModelWithoutTheMetricIsNeverPromoted() {
    Registered unmeasured =
        promotion.register(
            new Candidate(MODEL, key("a"), "s3://wavetrain/a", runId, Map.of(), Map.of()));

    assertThat(unmeasured.decision().outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(tracking.registry().byAlias(MODEL, Promotion.CHAMPION)).isEmpty();
  }

  @Test
  void aModelWhoseMetricIsNotANumberIsNeverPromoted() {
    Registered broken = promotion.register(candidate("a", Double.NaN));

    assertThat(broken.decision()).isEqualTo(new Decision(Outcome.REFUSED, "Its wer is NaN."));
  }

  @Test
  void higherIsBetterWhereTheMetricSaysSo() {
    BeatsChampion gate = new BeatsChampion("accuracy", Direction.HIGHER);
    Candidate challenger =
        new Candidate(MODEL, key("b"), "s3://b", runId, Map.of("accuracy", 0.9), Map.of());

    assertThat(gate.objection(challenger, Optional.of(version("0.8")))).isEmpty();
    assertThat(gate.objection(challenger, Optional.of(version("0.95")))).isPresent();
    assertThat(gate.objection(challenger, Optional.of(version("unknown")))).isPresent();
  }

  private static ModelVersion version(String accuracy) {
    return new ModelVersion(
        MODEL,
        1,
        "s3://a",
        Optional.empty(),
        Instant.EPOCH,
        Map.of("wavetrain.metric.accuracy", accuracy));
  }

  private ModelVersion champion() {
    return tracking.registry().byAlias(MODEL, Promotion.CHAMPION).orElseThrow();
  }

  private Candidate candidate(String name, double wer) {
    return candidate(name, wer, "corpus");
  }

  private Candidate candidate(String name, double wer, String corpus) {
    return new Candidate(
        MODEL,
        key(name),
        "s3://wavetrain/" + name,
        runId,
        Map.of("wer", wer),
        Map.of("wavetrain.stage.export", "made by a test", Promotion.CORPUS_TAG, corpus));
  }

  private static ArtifactKey key(String name) {
    return new ArtifactKey("export", new Sha256(name.repeat(64)));
  }
}
