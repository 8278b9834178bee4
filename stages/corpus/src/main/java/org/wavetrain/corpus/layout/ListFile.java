package org.wavetrain.corpus.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.failure.UserFailure;

/** Reads the lists that corpora come with, line by line: some have millions. */
final class ListFile {
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** What is done with a list that is open. */
  interface Reading<T> {
    T read(BufferedReader reader) throws IOException;
  }

  /** What is done with a line. */
  interface LineVisitor {
    /**
     * @param number counted from 1
     */
    void visit(int number, String line);
  }

  private ListFile() {}

  /**
   * Reads a list behind its byte order mark, which spreadsheets write.
   *
   * @throws UserFailure {@code CORPUS_UNREADABLE} when it is not UTF-8
   */
  static <T> T read(Path file, Reading<T> reading) throws IOException {
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reading.read(reader);
    } catch (CharacterCodingException e) {
      throw new UserFailure(
          CorpusError.CORPUS_UNREADABLE,
          "The file " + file + " is not UTF-8.",
          "Convert it, for example with `iconv -f LATIN1 -t UTF-8 %1$s > %2$s && mv %2$s %1$s`, where LATIN1 stands for the encoding that it has."
              .formatted(quoted(file.toString()), quoted(file + ".utf8")),
          e);
    }
  }

  /** As a shell takes it, whatever is in the name. */
  private static String quoted(String path) {
    return "'" + path.replace("'", "'\\''") + "'";
  }

  /** Visits the lines that are not blank. */
  static void forEachLine(Path file, LineVisitor visitor) throws IOException {
    read(
        file,
        reader -> {
          int number = 0;
          for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
              visitor.visit(number, line);
            }
          }
          return number;
        });
  }

  /** The failure of a list as a whole. */
  static UserFailure invalid(Path file, String what, String remedy) {
    return new UserFailure(
        CorpusError.CORPUS_LIST_INVALID, "The list " + file + " " + what + ".", remedy);
  }
}
