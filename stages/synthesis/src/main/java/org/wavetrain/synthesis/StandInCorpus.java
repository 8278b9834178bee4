package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What is said in a stand-in, and in which files. Its text form tells all it is made from. */
interface StandInCorpus {
  /** The same for each call. */
  List<Recording> recordings();

  /** Raised whenever the same settings give other files. */
  int form();

  /** Writes the files besides the recordings, which are there already. */
  void writeLists(Path folder, List<Recording> recordings) throws IOException;
}
