package org.wavetrain.artifacts;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.UserFailure;

/** The stored form of manifests, as {@code docs/artifacts.md} describes it. */
final class ManifestJson {
  private static final int FORMAT = 1;

  /** Left out of manifests that are older than it. */
  private static final String MACHINE = "machine";

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private record Document(
      int format,
      ArtifactKey key,
      String folder,
      Sha256 contentDigest,
      List<ManifestFile> files,
      Map<String, List<Sha256>> inputs,
      JsonNode parameters,
      long seed,
      String codeVersion,
      String created,
      double elapsedSeconds,
      JsonNode machine) {
    /** Refuses what is null in a list or a map, which Jackson lets through. */
    Document {
      files = List.copyOf(files);
      inputs =
          inputs.entrySet().stream()
              .collect(
                  toUnmodifiableMap(Map.Entry::getKey, input -> List.copyOf(input.getValue())));
      if (!parameters.isObject()) {
        throw new IllegalArgumentException("parameters have names");
      }
    }
  }

  private ManifestJson() {}

  static byte[] write(PublishedArtifact artifact) throws IOException {
    Manifest manifest = artifact.manifest();
    Document document =
        new Document(
            FORMAT,
            manifest.key(),
            artifact.folder(),
            manifest.contentDigest(),
            manifest.files(),
            manifest.inputs(),
            MAPPER.readTree(manifest.parameters()),
            manifest.seed(),
            manifest.codeVersion(),
            manifest.created().toString(),
            manifest.elapsed().toMillis() / 1000.0,
            manifest.machine().json());
    return MAPPER.writeValueAsBytes(DocumentDigest.added(MAPPER.valueToTree(document)));
  }

  /**
   * Reads a manifest and checks that it is one in itself.
   *
   * @param objectKey where it was stored, to name it when it is damaged
   */
  static PublishedArtifact read(byte[] json, String objectKey) throws IOException {
    Document document = parse(json, objectKey);
    document.files().forEach(file -> ArtifactPath.check(file.path()));
    ArtifactPath.check(document.folder());
    if (!ContentDigest.of(document.files()).equals(document.contentDigest())) {
      throw Corruption.of(objectKey, "has a content digest that is not that of its files");
    }
    return new PublishedArtifact(
        new Manifest(
            document.key(),
            document.files(),
            document.contentDigest(),
            document.inputs(),
            CanonicalJson.of(document.parameters()),
            document.seed(),
            document.codeVersion(),
            instant(document.created(), objectKey),
            Duration.ofMillis(Math.round(document.elapsedSeconds() * 1000)),
            MachineUse.of(document.machine())),
        document.folder());
  }

  private static Instant instant(String text, String objectKey) {
    try {
      Instant created = Instant.parse(text);
      if (created.isBefore(Instant.EPOCH) || created.isAfter(RecentArtifacts.LAST)) {
        throw Corruption.of(objectKey, "has a time of creation that cannot be");
      }
      return created;
    } catch (DateTimeParseException malformed) {
      throw Corruption.of(objectKey, "has no time of creation", malformed);
    }
  }

  private static Document parse(byte[] json, String objectKey) {
    try {
      JsonNode tree = DocumentDigest.checked(MAPPER.readTree(json), objectKey);
      if (!tree.path("format").isInt()) {
        throw Corruption.of(objectKey, "is not a manifest");
      }
      if (tree.path("format").intValue() != FORMAT) {
        throw new UserFailure(
            ArtifactError.ARTIFACT_FORMAT_UNKNOWN,
            objectKey + " has format " + tree.path("format") + ", not " + FORMAT + ".",
            "Use the version of Wavetrain that wrote it, or one that is newer.");
      }
      if (tree instanceof ObjectNode older && !older.has(MACHINE)) {
        older.set(MACHINE, MachineUse.UNKNOWN.json());
      }
      return MAPPER.treeToValue(ManifestFile.complete(tree), Document.class);
    } catch (IOException malformed) {
      throw Corruption.of(objectKey, "is not a manifest", malformed);
    }
  }
}
