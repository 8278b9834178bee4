package org.wavetrain.website;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;

/** Pages that can be kept as files as well; each is one HTML file that fetches nothing. */
public interface Documents {
  /**
   * Writes a page that sets runs side by side.
   *
   * @param runIds their tracking runs, at least two
   */
  void comparison(List<String> runIds, Path file) throws IOException;

  /**
   * Writes the report of a corpus.
   *
   * @param stage the stage that made it, by its name in the pipeline
   * @param model the model whose champion's corpus it is held against; empty for none
   */
  void data(ArtifactKey corpus, String stage, Optional<String> model, Path file) throws IOException;
}
