package org.wavetrain.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An artifact's files in a folder of the user's, copied from a store. There is no manifest to hold
 * them against: the one given here tells what the folder holds, digests taken as it is asked for.
 *
 * @param stage the kind of the stage that made it
 * @param folder where its files are
 */
public record FolderArtifact(String stage, Path folder) implements ArtifactReader {
  @Override
  public Manifest manifest() {
    List<ManifestFile> files = new ArrayList<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
        String path = ArtifactPath.relative(folder, file);
        files.add(new ManifestFile(path, Files.size(file), Sha256.of(file)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Sha256 digest = ContentDigest.of(files);
    return new Manifest(
        new ArtifactKey(stage, digest),
        files,
        digest,
        Map.of(),
        "{}",
        0,
        "",
        Instant.EPOCH,
        Duration.ZERO);
  }

  @Override
  public InputStream open(String path) throws IOException {
    return Files.newInputStream(ArtifactPath.resolve(folder, ArtifactPath.check(path)));
  }

  @Override
  public void download(String prefix, Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        String path = ArtifactPath.relative(folder, file);
        if (path.startsWith(prefix)) {
          Path target = ArtifactPath.resolve(directory, path);
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }
}
