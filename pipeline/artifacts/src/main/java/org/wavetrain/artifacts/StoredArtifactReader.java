package org.wavetrain.artifacts;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** The files of a published artifact in the store. */
final class StoredArtifactReader implements ArtifactReader {
  private final Manifest manifest;
  private final StoredFiles files;

  StoredArtifactReader(Manifest manifest, StoredFiles files) {
    this.manifest = manifest;
    this.files = files;
  }

  @Override
  public Manifest manifest() {
    return manifest;
  }

  @Override
  public InputStream open(String path) throws IOException {
    for (ManifestFile file : manifest.files()) {
      if (file.path().equals(path)) {
        return files.open(file);
      }
    }
    throw new FileNotFoundException(manifest.key() + " holds no file " + path);
  }

  @Override
  public void download(String prefix, Path directory) throws IOException {
    List<ManifestFile> wanted =
        manifest.files().stream().filter(file -> file.path().startsWith(prefix)).toList();
    files.download(wanted, directory);
  }
}
