package org.wavetrain.website;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Pages that can be kept as files as well; each is one HTML file that fetches nothing. */
public interface Documents {
  /**
   * Writes a page that sets runs side by side.
   *
   * @param runIds their tracking runs, at least two
   */
  void comparison(List<String> runIds, Path file) throws IOException;
}
