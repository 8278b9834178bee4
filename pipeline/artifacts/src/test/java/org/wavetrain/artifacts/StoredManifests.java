package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;

/** The manifests that a server's folder holds, as they lie there. */
final class StoredManifests {
  private static final String NAME = "manifest.json";

  private final S3Server server;

  StoredManifests(S3Server server) {
    this.server = server;
  }

  /** Each file that a manifest of the artifact or of its checkpoints names is there, and whole. */
  void assertEachHasItsFiles(ArtifactKey key) throws IOException {
    for (String folder : new String[] {"artifacts/", "checkpoints/"}) {
      for (Path object : server.objectsBelow(server.file(folder + key))) {
        if (object.endsWith(NAME)) {
          assertHasItsFiles(object);
        }
      }
    }
  }

  private static void assertHasItsFiles(Path manifest) throws IOException {
    JsonNode document = new ObjectMapper().readTree(manifest.toFile());
    assertThat(document.path("files").isArray()).as("%s", manifest).isTrue();
    for (JsonNode file : document.path("files")) {
      Path object =
          manifest
              .resolveSibling(document.path("folder").asText())
              .resolve(file.path("path").asText());
      assertThat(object).hasSize(file.path("size_bytes").asLong());
      assertThat(Sha256.of(object).toString()).isEqualTo(file.path("sha256").asText());
    }
  }
}
