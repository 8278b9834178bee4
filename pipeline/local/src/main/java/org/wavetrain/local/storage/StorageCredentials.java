package org.wavetrain.local.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The key pair that the embedded object store asks for. It is random, and kept in a file that only
 * its owner can read, so that it stays the same from run to run.
 *
 * @param accessKeyId the public half
 * @param secretAccessKey the private half
 */
public record StorageCredentials(String accessKeyId, String secretAccessKey) {
  private static final int ID_BYTES = 15;
  private static final int SECRET_BYTES = 30;

  public StorageCredentials {
    requireNonNull(accessKeyId);
    requireNonNull(secretAccessKey);
  }

  /** Reads the pair from two lines of a file, which is made if there is none. */
  public static StorageCredentials readOrCreate(Path file) throws IOException {
    if (!Files.exists(file)) {
      create(file);
    }
    List<String> lines = Files.readAllLines(file, UTF_8);
    if (lines.size() != 2 || lines.get(0).isBlank() || lines.get(1).isBlank()) {
      throw new IOException(file + " does not hold two lines, a key and its secret");
    }
    return new StorageCredentials(lines.get(0), lines.get(1));
  }

  private static void create(Path file) throws IOException {
    SecureRandom random = new SecureRandom();
    String content = text(random, ID_BYTES) + "\n" + text(random, SECRET_BYTES) + "\n";
    // Written under a name of its own first: a process killed here, or a loss of power, leaves no
    // half a file, and several may do this at once. Files made so are their owner's alone.
    Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "s3-credentials", ".new");
    Files.writeString(draft, content, UTF_8);
    DurableFile.flush(draft);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String text(SecureRandom random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  @Override
  public String toString() {
    return "StorageCredentials[" + accessKeyId + "]";
  }
}
