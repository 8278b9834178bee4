package org.wavetrain.wav2vec2.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;

/** The few lines that Git has in a large file's place where Git LFS did not fetch it. */
final class GitLfsPointer {
  /** How each begins, says the specification of Git LFS (docs/spec.md). */
  private static final String BEGINNING = "version https://git-lfs";

  private GitLfsPointer() {}

  /**
   * @param source how to name the file
   * @throws UserFailure {@code MODEL_TENSORS_INVALID} when the file is one
   */
  static void refuse(FileChannel channel, String source) throws IOException {
    ByteBuffer bytes = SafeTensorsHeader.bytes(channel, 0, BEGINNING.length());
    if (StandardCharsets.ISO_8859_1.decode(bytes).toString().equals(BEGINNING)) {
      throw new UserFailure(
          ModelError.MODEL_TENSORS_INVALID,
          source + " is a Git LFS pointer in place of the file itself.",
          "Run git lfs pull in the repository that it is of, or download the file.");
    }
  }
}
