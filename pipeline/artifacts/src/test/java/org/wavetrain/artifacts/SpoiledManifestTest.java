package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SpoiledInput;

/** What is stored about artifacts, spoiled at random. */
class SpoiledManifestTest {
  private static final int SPOILED = 1_000;
  private static final List<ManifestFile> FILES =
      List.of(
          new ManifestFile("config.json", 2, Sha256.of("{}")),
          new ManifestFile("README.md", 5, Sha256.of("words"), true));

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "manifests of artifacts spoiled at random, 1,000 of them",
      outcome = "each is read or refused with a code")
  void aSpoiledManifestIsReadOrRefused() throws IOException {
    Manifest manifest =
        new Manifest(
            new ArtifactKey("finetune", Sha256.of("key")),
            FILES,
            ContentDigest.of(FILES),
            Map.of("corpus", List.of(Sha256.of("corpus"))),
            "{\"steps\":3}",
            1,
            "2",
            Instant.parse("2026-01-31T10:00:00Z"),
            Duration.ofSeconds(12));
    byte[] whole = ManifestJson.write(new PublishedArtifact(manifest, "attempt"));
    assertThat(ManifestJson.read(whole, "key").manifest()).isEqualTo(manifest);

    SpoiledInput.assertReadOrRefused(
        new String(whole, UTF_8),
        SPOILED,
        spoiled -> ManifestJson.read(spoiled, "key"),
        UserFailure.class::isInstance);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "manifests of checkpoints spoiled at random, 1,000 of them",
      outcome = "each is read or refused with a code")
  void aSpoiledCheckpointIsReadOrRefused() throws IOException {
    SpoiledInput.assertReadOrRefused(
        new String(new CheckpointDocument(7, 1.5, "attempt", FILES).toJson(), UTF_8),
        SPOILED,
        spoiled -> CheckpointDocument.read(spoiled, "key"),
        UserFailure.class::isInstance);
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "claims spoiled at random, 1,000 of them",
      outcome = "each is read, or is none")
  void aSpoiledClaimIsReadOrNone() {
    ClaimDocument claim = new ClaimDocument("a", "b", "here", 60, 1, "2026-01-31T10:00:00Z");
    SpoiledInput.assertReadOrRefused(
        new String(claim.toJson(), UTF_8),
        SPOILED,
        spoiled -> ClaimDocument.read(spoiled).ifPresent(ClaimDocument::forPeople),
        failure -> false);
  }
}
