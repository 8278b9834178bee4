package org.wavetrain.local.runner;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes text files that are there whole or not at all, though a process be killed meanwhile. */
final class WholeFile {
  /** Tells the text. */
  @FunctionalInterface
  interface Content {
    /** Writes all of it. */
    void writeTo(Writer writer) throws IOException;
  }

  private WholeFile() {}

  /** Writes a file in place of the one that may be there; its folder is made if need be. */
  static void write(Path file, Content content) throws IOException {
    Path folder = Files.createDirectories(file.getParent());
    Path draft = Files.createTempFile(folder, "new", null);
    try {
      try (Writer writer = Files.newBufferedWriter(draft)) {
        content.writeTo(writer);
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }
}
