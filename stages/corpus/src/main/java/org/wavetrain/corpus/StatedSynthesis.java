package org.wavetrain.corpus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How the speech of a corpus was synthesized, where the first line of a file {@code synthetic.txt}
 * at the top of its folder says that it was.
 */
public final class StatedSynthesis {
  static final String FILE = "synthetic.txt";

  /** Of a file without words. */
  static final String UNSAID = "Synthetic speech";

  private static final int MOST_BYTES = 4096;
  private static final int MOST_CHARACTERS = 160;

  private StatedSynthesis() {}

  /** The words of a folder; empty where it has no such file. */
  public static String of(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return "";
    }
    try (InputStream content = Files.newInputStream(file)) {
      String words =
          new String(content.readNBytes(MOST_BYTES), UTF_8)
              .lines()
              .map(line -> line.strip().replaceAll("\\s+", " "))
              .filter(line -> !line.isEmpty())
              .findFirst()
              .orElse(UNSAID);
      return words.substring(0, Math.min(MOST_CHARACTERS, words.length()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
