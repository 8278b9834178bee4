package org.wavetrain.decoding;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/**
 * Reads n-gram models in the ARPA format, as SRILM and KenLM's {@code lmplz} write them and OpenSLR
 * publishes them; compressed with gzip if the name ends in {@code .gz}.
 */
public final class ArpaReader {
  /** A file may announce what it likes: room for more is made when they come. */
  private static final int MOST_EXPECTED = 1 << 20;

  private final Path file;
  private final BufferedReader reader;
  private final Map<String, Integer> words = new HashMap<>();
  private final List<Integer> announced = new ArrayList<>();
  private int line;

  private ArpaReader(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  /**
   * Reads a whole model into memory, about 16 to 32 bytes an n-gram.
   *
   * @throws UserFailure {@code LANGUAGE_MODEL_UNREADABLE} or {@code LANGUAGE_MODEL_MALFORMED}
   */
  public static NgramModel read(Path file) {
    try (InputStream bytes = new LineLimit(open(file));
        BufferedReader text =
            new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()))) {
      return new ArpaReader(file, text).model();
    } catch (CharacterCodingException e) {
      throw malformed(file + " is not UTF-8 text");
    } catch (LineLimit.Exceeded e) {
      throw malformed(file + " has a line of more than " + LineLimit.MOST_BYTES + " bytes");
    } catch (IOException e) {
      throw new UserFailure(
          DecodingError.LANGUAGE_MODEL_UNREADABLE,
          "The language model %s cannot be read: %s.".formatted(file, FileTrouble.reason(e)),
          "Give the path of an ARPA file, plain or compressed with gzip.",
          e);
    }
  }

  private static InputStream open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    if (!file.toString().endsWith(".gz")) {
      return bytes;
    }
    try {
      return new GZIPInputStream(bytes, 1 << 16);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private NgramModel model() throws IOException {
    String text = next();
    while (!text.equals("\\data\\")) {
      text = next();
    }
    text = nextWithText();
    while (text.startsWith("ngram ")) {
      announced.add(count(text));
      text = nextWithText();
    }
    if (announced.isEmpty()) {
      throw malformed(here("announces no n-grams"));
    }
    List<NgramTable> tables = new ArrayList<>();
    for (int order = 1; order <= announced.size(); order++) {
      if (!text.equals("\\" + order + "-grams:")) {
        throw malformed(here("has \"%s\" where \\%d-grams: must be".formatted(text, order)));
      }
      NgramTable table = new NgramTable(Math.min(MOST_EXPECTED, announced.get(order - 1)));
      text = nextWithText();
      while (!text.startsWith("\\")) {
        add(table, order, text);
        text = nextWithText();
      }
      if (table.size() != announced.get(order - 1)) {
        throw malformed(
            here(
                "ends the %d-grams after %d where the head announces %d"
                    .formatted(order, table.size(), announced.get(order - 1))));
      }
      tables.add(table);
    }
    if (!text.equals("\\end\\")) {
      throw malformed(here("has \"%s\" where \\end\\ must be".formatted(text)));
    }
    return new NgramModel(words, tables);
  }

  /** From {@code ngram 2=1234}, the number after the orders have come one by one. */
  private int count(String text) {
    String prefix = "ngram " + (announced.size() + 1) + "=";
    try {
      if (text.startsWith(prefix)) {
        return Integer.parseInt(text.substring(prefix.length()).strip());
      }
    } catch (NumberFormatException e) {
      throw malformed(here("has no number in \"" + text + "\""));
    }
    throw malformed(here("has \"%s\" where %s must be".formatted(text, prefix)));
  }

  /** A line: log10 probability, words, and log10 back-off weight unless it is 0. */
  private void add(NgramTable table, int order, String text) {
    String[] fields = text.split("[\t ]+");
    if (fields.length != order + 1 && fields.length != order + 2) {
      throw malformed(here("has no %d-gram in \"%s\"".formatted(order, text)));
    }
    int[] ngram = new int[order];
    for (int index = 0; index < order; index++) {
      String word = fields[index + 1];
      Integer identifier = words.get(word);
      if (identifier == null) {
        if (order > 1) {
          throw malformed(here("has the word \"%s\" that is no 1-gram".formatted(word)));
        }
        identifier = words.size();
        words.put(word, identifier);
      }
      ngram[index] = identifier;
    }
    try {
      float probability = Float.parseFloat(fields[0]);
      float backoff = fields.length == order + 2 ? Float.parseFloat(fields[order + 1]) : 0;
      if (Float.isNaN(probability) || probability > 0 || !Float.isFinite(backoff)) {
        throw malformed(here("has no log10 probability and weight in \"" + text + "\""));
      }
      table.put(NgramTable.hash(ngram, 0, order), probability, backoff);
    } catch (NumberFormatException e) {
      throw malformed(here("has no numbers in \"" + text + "\""));
    }
  }

  private String nextWithText() throws IOException {
    String text = next();
    while (text.isEmpty()) {
      text = next();
    }
    return text;
  }

  private String next() throws IOException {
    String text = reader.readLine();
    line++;
    if (text == null) {
      throw malformed(here("ends too early"));
    }
    return text.strip();
  }

  private String here(String problem) {
    return "%s, line %d, %s".formatted(file, line, problem);
  }

  private static UserFailure malformed(String problem) {
    return new UserFailure(
        DecodingError.LANGUAGE_MODEL_MALFORMED,
        "The language model is not in the ARPA format: " + problem + ".",
        "Take a model as SRILM or KenLM's lmplz writes it; KenLM's binary format is not read.");
  }
}
