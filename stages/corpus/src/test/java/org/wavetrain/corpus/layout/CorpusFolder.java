package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts files into a folder for tests of layouts, which do not open recordings. */
record CorpusFolder(Path path) {
  /** Empty files. */
  void put(String... files) throws IOException {
    for (String file : files) {
      write(file, "");
    }
  }

  void write(String file, String content) throws IOException {
    Path target = path.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, content, StandardCharsets.UTF_8);
  }
}
