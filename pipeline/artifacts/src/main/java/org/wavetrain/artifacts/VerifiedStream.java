package org.wavetrain.artifacts;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/** Checks, once the end is reached, that the bytes read are those the manifest promised. */
final class VerifiedStream extends FilterInputStream {
  private final String objectKey;
  private final ManifestFile expected;
  private final MessageDigest digest = Sha256.start();
  private boolean ended;

  VerifiedStream(InputStream content, String objectKey, ManifestFile expected) {
    super(content);
    this.objectKey = objectKey;
    this.expected = expected;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value < 0) {
      end();
    } else {
      digest.update((byte) value);
    }
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    if (count < 0) {
      end();
    } else {
      digest.update(target, offset, count);
    }
    return count;
  }

  /** Reads over the bytes, since the digest needs them all. */
  @Override
  public long skip(long count) throws IOException {
    byte[] passed = new byte[(int) Math.min(Math.max(count, 0), 1 << 16)];
    int read = read(passed, 0, passed.length);
    return Math.max(read, 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void end() {
    if (!ended && !Sha256.finish(digest).equals(expected.sha256())) {
      throw Corruption.of(objectKey, "does not have the digest " + expected.sha256());
    }
    ended = true;
  }
}
