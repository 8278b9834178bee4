package org.wavetrain.artifacts;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.wavetrain.failure.UserFailure;

/**
 * The stored form of a checkpoint's manifest.
 *
 * @param step the step after which it was saved
 * @param elapsedSeconds how long the artifact had been in the making
 * @param folder where its files are, relative to the folder of the step
 * @param files its files
 */
record CheckpointDocument(
    long step, double elapsedSeconds, String folder, List<ManifestFile> files) {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  CheckpointDocument {
    files = List.copyOf(files);
  }

  byte[] toJson() throws IOException {
    return MAPPER.writeValueAsBytes(DocumentDigest.added(MAPPER.valueToTree(this)));
  }

  static CheckpointDocument read(byte[] json, String objectKey) throws IOException {
    try {
      JsonNode tree = DocumentDigest.checked(MAPPER.readTree(json), objectKey);
      if (!tree.isObject()) {
        throw Corruption.of(objectKey, "is not a checkpoint's manifest");
      }
      CheckpointDocument document =
          MAPPER.treeToValue(ManifestFile.complete(tree), CheckpointDocument.class);
      document.requireSafePaths(objectKey);
      return document;
    } catch (IOException malformed) {
      throw Corruption.of(objectKey, "is not a checkpoint's manifest", malformed);
    }
  }

  /** A path that leads elsewhere is damage, and such a checkpoint is passed over. */
  private void requireSafePaths(String objectKey) {
    try {
      files.forEach(file -> ArtifactPath.check(file.path()));
      ArtifactPath.check(folder);
    } catch (UserFailure unsafe) {
      throw Corruption.of(objectKey, "names a path that leads elsewhere", unsafe);
    }
  }
}
