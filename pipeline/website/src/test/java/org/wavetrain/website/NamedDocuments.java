package org.wavetrain.website;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;

/** Documents that say what they are of. */
record NamedDocuments() implements Documents {
  @Override
  public void comparison(List<String> runIds, Path file) throws IOException {
    Files.writeString(file, "compared " + runIds);
  }

  @Override
  public void data(ArtifactKey corpus, String stage, Optional<String> model, Path file)
      throws IOException {
    Files.writeString(file, "data " + stage + " " + corpus);
  }
}
