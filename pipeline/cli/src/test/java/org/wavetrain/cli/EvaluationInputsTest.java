package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.DigestMemory;
import org.wavetrain.promotion.PromotionError;

class EvaluationInputsTest {
  @TempDir private Path home;

  @Test
  void ofAnInputThatIsNotFoundATagThatAPersonChangedIsTold() {
    Manifest evaluation =
        new Manifest(
            new ArtifactKey("evaluate", Sha256.of("evaluation")),
            List.of(),
            Sha256.of("content"),
            Map.of("corpus", List.of(Sha256.of("corpus"))),
            "{}",
            1,
            "1",
            Instant.EPOCH,
            Duration.ZERO);
    try (Services services = Services.open(home)) {
      EvaluationInputs inputs =
          new EvaluationInputs(services.store(), services.tracking(), new DigestMemory(home));

      assertThatThrownBy(
              () -> inputs.find("corpus", evaluation, Map.of(StageTags.name("ingest"), "mine"), ""))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure ->
                  assertThat(failure.code()).isEqualTo(PromotionError.VERSION_NOT_MEASURABLE))
          .hasMessageContaining(
              "its input corpus was not found, and the tag wavetrain.stage.ingest is \"mine\"");
    }
  }
}
