package org.wavetrain.training.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.stage.StageContext;

/** What a training began with, kept beside the trained model as {@code trainer/start.json}. */
public sealed interface TrainingStart {
  /** Its place in a checkpoint. */
  String FILE = "trainer/start.json";

  /** Random weights. */
  record Nothing() implements TrainingStart {}

  /**
   * A folder of the user's.
   *
   * @param name of the source in the pipeline file
   */
  record Source(String name) implements TrainingStart {}

  /**
   * What another stage trained.
   *
   * @param stage its kind
   * @param content digest of its files: keys of equal files may differ
   */
  record Trained(String stage, Sha256 content) implements TrainingStart {}

  /** What is behind the input {@link StartModel#PORT}. */
  static TrainingStart of(StageContext context) {
    if (!context.sources(StartModel.PORT).isEmpty()) {
      return new Source(context.sources(StartModel.PORT).get(0).name());
    }
    return context
        .optionalInput(StartModel.PORT)
        .map(ArtifactReader::manifest)
        .<TrainingStart>map(TrainingStart::trained)
        .orElseGet(Nothing::new);
  }

  private static Trained trained(Manifest manifest) {
    return new Trained(manifest.key().stage(), manifest.contentDigest());
  }

  /** Reads that of a checkpoint. */
  static TrainingStart read(ArtifactReader checkpoint) throws IOException {
    try (InputStream content = checkpoint.open(FILE)) {
      JsonNode json = new JsonMapper().readTree(content.readAllBytes());
      if (json.has("source")) {
        return new Source(json.get("source").asText());
      }
      return json.has("stage")
          ? new Trained(json.get("stage").asText(), new Sha256(json.get("content").asText()))
          : new Nothing();
    }
  }

  /** Writes {@link #FILE} below a folder. */
  default void write(Path directory) throws IOException {
    ObjectNode json = new JsonMapper().createObjectNode();
    if (this instanceof Source source) {
      json.put("source", source.name());
    } else if (this instanceof Trained trained) {
      json.put("stage", trained.stage()).put("content", trained.content().hex());
    }
    Path file = directory.resolve(FILE);
    Files.createDirectories(file.getParent());
    Files.writeString(file, json.toPrettyString() + "\n");
  }
}
