package org.wavetrain.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Puts a page into a file. */
public final class PageFile {
  private PageFile() {}

  /** What writes a page. */
  @FunctionalInterface
  public interface Content {
    void write(Writer writer) throws IOException;
  }

  /**
   * Replaces the file if it is there. Whoever has it open sees the page before or this one, never
   * half of it; of two that write at once, the last one's page stays.
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
    Path partial = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".partial");
    try {
      try (Writer writer = Files.newBufferedWriter(partial, UTF_8)) {
        content.write(writer);
      }
      Files.move(
          partial, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(partial);
    }
  }
}
