package org.wavetrain.faults;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Passes the body of a message on, byte for byte as it is framed. */
final class HttpBody {
  private static final int PART = 1 << 14;
  private static final long UNTIL_THE_END = Long.MAX_VALUE;

  private final InputStream in;
  private final HttpHead head;
  private final boolean mayEndWithTheStream;

  private HttpBody(InputStream in, HttpHead head, boolean mayEndWithTheStream) {
    this.in = in;
    this.head = head;
    this.mayEndWithTheStream = mayEndWithTheStream;
  }

  static HttpBody ofRequest(InputStream in, HttpHead head) {
    return new HttpBody(in, head, false);
  }

  static HttpBody ofAnswer(InputStream in, HttpHead head) {
    return new HttpBody(in, head, true);
  }

  /** Whether only the end of the connection says that the body has ended. */
  boolean endsWithTheStream() {
    return mayEndWithTheStream && !isChunked() && head.header("Content-Length").isEmpty();
  }

  private boolean isChunked() {
    return head.header("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent();
  }

  void copy(OutputStream out) throws IOException {
    if (isChunked()) {
      chunks(out);
    } else if (endsWithTheStream()) {
      copy(UNTIL_THE_END, out);
    } else {
      copy(Long.parseLong(head.header("Content-Length").orElse("0")), out);
    }
    out.flush();
  }

  private void chunks(OutputStream out) throws IOException {
    long length;
    do {
      String line = line(out);
      length = Long.parseLong(line.split(";")[0].strip(), 16);
      copy(length, out);
      if (length > 0) {
        line(out);
      }
    } while (length > 0);
    while (!line(out).isEmpty()) {
      // Trailers follow the last chunk, and an empty line follows them.
    }
  }

  private String line(OutputStream out) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException();
      }
      out.write(next);
      line.append((char) next);
    }
    out.write('\n');
    return line.toString().stripTrailing();
  }

  private void copy(long length, OutputStream out) throws IOException {
    byte[] part = new byte[PART];
    long left = length;
    while (left > 0) {
      int read = in.read(part, 0, (int) Math.min(PART, left));
      if (read < 0) {
        if (length == UNTIL_THE_END) {
          return;
        }
        throw new EOFException();
      }
      out.write(part, 0, read);
      out.flush();
      left -= read;
    }
  }
}
