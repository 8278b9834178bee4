package org.wavetrain.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;

/** Verified reading of files that lie below one prefix. */
final class StoredFiles {
  private static final Logger LOG = LoggerFactory.getLogger(StoredFiles.class);

  private final Bucket bucket;
  private final Transfers transfers;
  private final String prefix;

  StoredFiles(Bucket bucket, Transfers transfers, String prefix) {
    this.bucket = bucket;
    this.transfers = transfers;
    this.prefix = prefix;
  }

  InputStream open(ManifestFile file) {
    return new VerifiedStream(
        new RangedStream(bucket, prefix + file.path(), file.sizeBytes()),
        prefix + file.path(),
        file);
  }

  void download(List<ManifestFile> files, Path directory) throws IOException {
    List<Transfers.Transfer> downloads = new ArrayList<>();
    for (ManifestFile file : files) {
      Path target = ArtifactPath.resolve(directory, file.path());
      downloads.add(() -> download(file, target));
    }
    Files.createDirectories(directory);
    transfers.runAll(downloads);
  }

  /** Whether all of these files are there and as their digests say; reads them all. */
  boolean areWhole(List<ManifestFile> files) throws IOException {
    try {
      transfers.runAll(
          files.stream().<Transfers.Transfer>map(file -> () -> readThrough(file)).toList());
      return true;
    } catch (UserFailure failure) {
      if (failure.code() != ArtifactError.ARTIFACT_CORRUPT) {
        throw failure;
      }
      return false;
    }
  }

  private void readThrough(ManifestFile file) throws IOException {
    try (InputStream input = open(file)) {
      input.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** What arrives damaged may have been damaged on its way. */
  private void download(ManifestFile file, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try {
      copy(file, target);
    } catch (UserFailure failure) {
      if (failure.code() != ArtifactError.ARTIFACT_CORRUPT) {
        throw failure;
      }
      LOG.warn("Downloading it again: {}", failure.getMessage());
      copy(file, target);
    }
  }

  private void copy(ManifestFile file, Path target) throws IOException {
    try (InputStream input = open(file);
        OutputStream output = Files.newOutputStream(target)) {
      input.transferTo(output);
    }
  }
}
