package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactError;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServers;

/** What other tests compare runs by does not overlook an artifact that is not whole. */
@Tag("slow")
class MadeContentTest {
  private static final ArtifactKey KEY = new ArtifactKey("finetune", Sha256.of("key"));

  @TempDir private Path home;

  @BeforeEach
  void publish() throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()))) {
      ArtifactDraft draft = store.draft(KEY);
      draft.put("model.safetensors", "weights".getBytes(UTF_8));
      draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    }
  }

  private Path weights() throws IOException {
    try (Stream<Path> objects = Files.walk(home.resolve("s3"))) {
      return objects
          .filter(object -> object.endsWith("model.safetensors"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aWholeArtifactIsTold() throws IOException {
    assertThat(MadeContent.of(home).artifacts()).containsOnlyKeys(KEY.toString());
  }

  @Test
  void aFileThatIsAnotherIsNoticed() throws IOException {
    Files.writeString(weights(), "Weights");

    assertIsCorrupt();
  }

  @Test
  void aFileThatIsGoneIsNoticed() throws IOException {
    Files.delete(weights());

    assertIsCorrupt();
  }

  private void assertIsCorrupt() {
    assertThatThrownBy(() -> MadeContent.of(home))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ArtifactError.ARTIFACT_CORRUPT))
        .hasMessageContaining("model.safetensors");
  }
}
