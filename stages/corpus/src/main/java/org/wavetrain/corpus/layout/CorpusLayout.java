package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Path;
import org.wavetrain.failure.UserFailure;

/** How a published corpus arranges its files. */
public interface CorpusLayout {
  /** Its name in pipeline files. */
  String name();

  /** What the folder must hold, in a few words, for people. */
  String description();

  /** Whether the folder has this layout, judged by a few names. */
  boolean recognises(Path folder) throws IOException;

  /** Whether a pipeline file must name it, since too much would be taken for it. */
  default boolean mustBeNamed() {
    return false;
  }

  /**
   * Lists the folder's recordings without opening them.
   *
   * @throws UserFailure {@code CORPUS_UNREADABLE} when a list of them has another encoding, {@code
   *     CORPUS_LIST_INVALID} when one lacks what every line needs
   */
  LayoutListing list(Path folder) throws IOException;
}
