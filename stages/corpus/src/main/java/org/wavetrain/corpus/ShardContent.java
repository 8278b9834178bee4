package org.wavetrain.corpus;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The bytes of a shard; tells failures to get them from those of what is made of them. */
final class ShardContent extends FilterInputStream {
  private boolean failed;

  ShardContent(InputStream bytes) {
    super(bytes);
  }

  /** Whether bytes could not be got. */
  boolean failed() {
    return failed;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (IOException | RuntimeException failure) {
      failed = true;
      throw failure;
    }
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    try {
      return super.read(bytes, offset, length);
    } catch (IOException | RuntimeException failure) {
      failed = true;
      throw failure;
    }
  }

  @Override
  public long skip(long count) throws IOException {
    try {
      return super.skip(count);
    } catch (IOException | RuntimeException failure) {
      failed = true;
      throw failure;
    }
  }
}
