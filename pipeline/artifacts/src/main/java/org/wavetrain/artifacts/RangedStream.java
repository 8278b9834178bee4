package org.wavetrain.artifacts;

import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads an object in pieces, one request each: a reader that takes hours holds no connection, and a
 * piece that breaks off is fetched again by the client.
 */
final class RangedStream extends InputStream {
  static final int PIECE_BYTES = 8 << 20;

  private final Bucket bucket;
  private final String key;
  private final long size;
  private byte[] piece = new byte[0];
  private int position;
  private long fetched;

  RangedStream(Bucket bucket, String key, long size) {
    this.bucket = bucket;
    this.key = key;
    this.size = size;
  }

  @Override
  public int read() {
    return advance() ? piece[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!advance()) {
      return -1;
    }
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return piece.length - position;
  }

  /** Fetches the next piece when this one is used up; false at the end. */
  private boolean advance() {
    if (position < piece.length) {
      return true;
    }
    if (fetched == size) {
      return false;
    }
    long end = Math.min(size, fetched + PIECE_BYTES);
    Optional<byte[]> next = fetched == 0 && end == size ? whole() : bucket.get(key, fetched, end);
    piece = next.orElseThrow(() -> Corruption.of(key, "is missing"));
    if (piece.length != end - fetched) {
      throw Corruption.of(key, "is not " + size + " bytes long");
    }
    position = 0;
    fetched = end;
    return true;
  }

  /** Small objects are fetched without a range, so that one that is too long shows. */
  private Optional<byte[]> whole() {
    return bucket.get(key);
  }
}
