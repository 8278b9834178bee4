package org.wavetrain.corpus.layout;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads CSV as RFC 4180 has it, row by row: fields divided by commas, those with commas, quotes or
 * line ends in double quotes, in which a quote is written twice. Empty lines are passed over.
 */
final class CsvReader {
  private static final char QUOTE = '"';
  private static final char COMMA = ',';

  private final BufferedReader reader;
  private final List<String> fields = new ArrayList<>();
  private int linesRead;
  private int line;
  private Optional<String> problem = Optional.empty();

  CsvReader(BufferedReader reader) {
    this.reader = reader;
  }

  /** Goes to the next row; false at the end. */
  boolean next() throws IOException {
    String text = readLine();
    while (text != null && text.isBlank()) {
      text = readLine();
    }
    if (text == null) {
      return false;
    }
    fields.clear();
    line = linesRead;
    problem = Optional.empty();
    readRow(text);
    return true;
  }

  /** The row's first line, counted from 1. */
  int line() {
    return line;
  }

  List<String> fields() {
    return List.copyOf(fields);
  }

  /** What is wrong with the row's quotes, as the rest of a sentence. */
  Optional<String> problem() {
    return problem;
  }

  private String readLine() throws IOException {
    String text = reader.readLine();
    linesRead += text == null ? 0 : 1;
    return text;
  }

  private void readRow(String first) throws IOException {
    String text = first;
    int position = 0;
    while (position <= text.length()) {
      if (position == text.length() || text.charAt(position) != QUOTE) {
        int end = text.indexOf(COMMA, position);
        String field = text.substring(position, end < 0 ? text.length() : end);
        if (field.indexOf(QUOTE) >= 0) {
          problem = Optional.of("has a quote within a field that does not begin with one");
          return;
        }
        fields.add(field);
        position += field.length() + 1;
        continue;
      }
      StringBuilder field = new StringBuilder();
      int start = position + 1;
      int end = closingQuote(text, start);
      while (end < 0) {
        field.append(text, start, text.length()).append('\n');
        text = readLine();
        if (text == null) {
          problem = Optional.of("begins a quote that does not end");
          return;
        }
        start = 0;
        end = closingQuote(text, start);
      }
      field.append(text, start, end);
      fields.add(field.toString().replace("\"\"", "\""));
      position = end + 1;
      if (position < text.length() && text.charAt(position) != COMMA) {
        problem = Optional.of("goes on behind a closing quote");
        return;
      }
      position++;
    }
  }

  /** Where the first quote is that no other follows; -1 when there is none. */
  private static int closingQuote(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      if (text.charAt(i) == QUOTE) {
        if (i + 1 == text.length() || text.charAt(i + 1) != QUOTE) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }
}
