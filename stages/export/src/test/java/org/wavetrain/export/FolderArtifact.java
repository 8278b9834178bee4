package org.wavetrain.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ManifestFile;
import org.wavetrain.artifacts.Sha256;

/** The files of an artifact in a local folder. */
record FolderArtifact(String stage, Path folder) implements ArtifactReader, ArtifactWriter {
  private static final Sha256 DIGEST = new Sha256("0".repeat(64));

  @Override
  public Manifest manifest() {
    return new Manifest(
        new ArtifactKey(stage, DIGEST),
        files().stream().map(file -> new ManifestFile(file, 0, DIGEST)).toList(),
        DIGEST,
        Map.of(),
        "{\"learning_rate\":0.001}",
        7,
        "1",
        Instant.EPOCH,
        Duration.ZERO);
  }

  List<String> files() {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(folder.resolve(path));
  }

  @Override
  public void download(String prefix, Path directory) throws IOException {
    for (String file : files()) {
      if (file.startsWith(prefix)) {
        Files.createDirectories(directory.resolve(file).getParent());
        Files.copy(folder.resolve(file), directory.resolve(file));
      }
    }
  }

  @Override
  public void put(String path, Path file) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.copy(file, folder.resolve(path));
  }

  @Override
  public void put(String path, byte[] content) throws IOException {
    Files.createDirectories(folder.resolve(path).getParent());
    Files.write(folder.resolve(path), content);
  }

  @Override
  public void putAll(String prefix, Path directory) throws IOException {
    FolderArtifact source = new FolderArtifact(stage, directory);
    for (String file : source.files()) {
      put(prefix + file, directory.resolve(file));
    }
  }
}
