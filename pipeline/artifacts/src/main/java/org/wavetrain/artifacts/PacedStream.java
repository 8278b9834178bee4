package org.wavetrain.artifacts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/**
 * An answer that ends with {@link TooSlow} when it falls behind a pace. What its reader does
 * between two reads takes none of its time.
 */
final class PacedStream extends FilterInputStream {
  private final Pace pace;
  private long waitedNanos;
  private long bytes;

  PacedStream(InputStream in, Pace pace) {
    super(in);
    this.pace = pace;
  }

  /** What is thrown then. */
  static final class TooSlow extends IOException {
    private static final long serialVersionUID = 1L;

    private TooSlow(long bytes, Duration waited) {
      super("only " + bytes + " bytes came in " + waited.toSeconds() + " s");
    }
  }

  @Override
  public int read() throws IOException {
    long begunNanos = System.nanoTime();
    int next = in.read();
    arrived(next < 0 ? 0 : 1, begunNanos);
    return next;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    long begunNanos = System.nanoTime();
    int count = in.read(target, offset, length);
    arrived(Math.max(count, 0), begunNanos);
    return count;
  }

  private void arrived(int count, long begunNanos) throws TooSlow {
    bytes += count;
    waitedNanos += System.nanoTime() - begunNanos;
    Duration waited = Duration.ofNanos(waitedNanos);
    if (waited.compareTo(pace.allowed(bytes)) > 0) {
      throw new TooSlow(bytes, waited);
    }
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
