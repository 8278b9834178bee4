package org.wavetrain.faults;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The first line of a request or an answer, and its headers, as RFC 9112 writes them.
 *
 * @param headers each as it was sent
 */
public record HttpHead(String firstLine, List<String> headers) {
  private static final int LONGEST = 1 << 16;
  private static final String END_OF_LINE = "\r\n";

  public HttpHead {
    headers = List.copyOf(headers);
  }

  /**
   * @return empty at the end of the stream
   */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    List<String> lines = new ArrayList<>();
    Optional<String> line = line(in);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    while (!line.orElseThrow(EOFException::new).isEmpty()) {
      lines.add(line.get());
      line = line(in);
    }
    return Optional.of(new HttpHead(lines.get(0), lines.subList(1, lines.size())));
  }

  private static Optional<String> line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      if (line.size() > LONGEST) {
        throw new IOException("a line of a head that is too long");
      }
      line.write(next);
    }
    return Optional.of(line.toString(ISO_8859_1).stripTrailing());
  }

  byte[] bytes() {
    StringBuilder text = new StringBuilder(firstLine).append(END_OF_LINE);
    headers.forEach(header -> text.append(header).append(END_OF_LINE));
    return text.append(END_OF_LINE).toString().getBytes(ISO_8859_1);
  }

  /** Of a request: GET, PUT and so on. */
  public String method() {
    return firstLine.substring(0, firstLine.indexOf(' '));
  }

  /** Of a request: the path and the query. */
  public String target() {
    return firstLine.split(" ")[1];
  }

  /** Of an answer. */
  int status() {
    return Integer.parseInt(firstLine.split(" ")[1]);
  }

  /** The value of a header. */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> name(header).equalsIgnoreCase(name))
        .map(header -> header.substring(header.indexOf(':') + 1).strip())
        .findFirst();
  }

  /** Without the headers whose names, in lower case, are such. */
  HttpHead without(Predicate<String> names) {
    return new HttpHead(
        firstLine,
        headers.stream()
            .filter(header -> !names.test(name(header).toLowerCase(Locale.ROOT)))
            .toList());
  }

  HttpHead with(String name, String value) {
    List<String> changed = new ArrayList<>(without(name.toLowerCase(Locale.ROOT)::equals).headers);
    changed.add(name + ": " + value);
    return new HttpHead(firstLine, changed);
  }

  private static String name(String header) {
    return header.substring(0, Math.max(0, header.indexOf(':')));
  }
}
