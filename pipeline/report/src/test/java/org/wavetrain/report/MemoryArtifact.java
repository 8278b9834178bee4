package org.wavetrain.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.Sha256;

/** An artifact whose files are texts in memory. */
record MemoryArtifact(Map<String, String> files) implements ArtifactReader {
  private static final Sha256 NO_DIGEST = new Sha256("0".repeat(64));

  @Override
  public Manifest manifest() {
    return new Manifest(
        new ArtifactKey("evaluate", NO_DIGEST),
        files.entrySet().stream()
            .map(file -> new ManifestFile(file.getKey(), file.getValue().length(), NO_DIGEST))
            .toList(),
        NO_DIGEST,
        Map.of(),
        "{}",
        1,
        "1",
        Instant.EPOCH,
        Duration.ZERO);
  }

  @Override
  public InputStream open(String path) throws IOException {
    if (!files.containsKey(path)) {
      throw new FileNotFoundException(path);
    }
    return new ByteArrayInputStream(files.get(path).getBytes(UTF_8));
  }

  @Override
  public void download(String prefix, Path directory) {
    throw new UnsupportedOperationException("the report streams what it reads");
  }
}
