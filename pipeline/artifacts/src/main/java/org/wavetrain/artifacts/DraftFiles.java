package org.wavetrain.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.wavetrain.failure.UserFailure;

/** Uploads files below one prefix and remembers their sizes and digests. */
final class DraftFiles {
  private final Bucket bucket;
  private final Transfers transfers;
  private final String prefix;
  private final Set<String> claimed = new HashSet<>();
  private final Set<String> folders = new HashSet<>();
  private final Map<String, ManifestFile> files = new ConcurrentHashMap<>();

  DraftFiles(Bucket bucket, Transfers transfers, String prefix) {
    this.bucket = bucket;
    this.transfers = transfers;
    this.prefix = prefix;
  }

  void put(String path, Path file) throws IOException {
    claim(path);
    ManifestFile described = new ManifestFile(path, Files.size(file), Sha256.of(file));
    bucket.put(prefix + path, file, described.sizeBytes());
    files.put(path, described);
  }

  void put(String path, byte[] content, boolean circumstances) {
    claim(path);
    ManifestFile described =
        new ManifestFile(path, content.length, Sha256.of(content), circumstances);
    bucket.put(prefix + path, content);
    files.put(path, described);
  }

  void putAll(String folder, Path directory) throws IOException {
    List<Transfers.Transfer> uploads = new ArrayList<>();
    for (Path file : regularFiles(directory)) {
      String path = joined(folder, ArtifactPath.relative(directory, file));
      uploads.add(() -> put(path, file));
    }
    transfers.runAll(uploads);
  }

  /** The files put so far, sorted by path. */
  List<ManifestFile> described() {
    return files.values().stream().sorted(Comparator.comparing(ManifestFile::path)).toList();
  }

  /** Checks that the path is safe, is new, and is not both a file and a folder. */
  private synchronized void claim(String path) {
    ArtifactPath.check(path);
    List<String> parents = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      parents.add(path.substring(0, slash));
    }
    if (folders.contains(path) || parents.stream().anyMatch(claimed::contains)) {
      throw new UserFailure(
          ArtifactError.ARTIFACT_PATH_UNSAFE,
          "An artifact cannot hold " + path + ": it would hold a file and a folder of one name.",
          "Give one of the two another name.");
    }
    if (!claimed.add(path)) {
      throw new IllegalStateException("the file " + path + " is put twice");
    }
    folders.addAll(parents);
  }

  private static String joined(String folder, String path) {
    if (folder.isEmpty()) {
      return path;
    }
    return folder.endsWith("/") ? folder + path : folder + "/" + path;
  }

  private static List<Path> regularFiles(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }
}
