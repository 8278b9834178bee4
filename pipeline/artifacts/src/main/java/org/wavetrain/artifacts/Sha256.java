package org.wavetrain.artifacts;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** A SHA-256 digest as 64 lower-case hexadecimal digits. */
public record Sha256(@JsonValue String hex) {
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Sha256 {
    if (!isDigest(hex)) {
      throw new IllegalArgumentException("not a SHA-256 in lower-case hexadecimal: " + hex);
    }
  }

  static boolean isDigest(String text) {
    return FORM.matcher(text).matches();
  }

  /** The digest of some bytes. */
  public static Sha256 of(byte[] content) {
    return finish(start(content));
  }

  /** The digest of a text's UTF-8 bytes. */
  public static Sha256 of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /** The digest of a file's bytes. */
  public static Sha256 of(Path file) throws IOException {
    MessageDigest digest = start();
    byte[] buffer = new byte[1 << 16];
    try (InputStream input = Files.newInputStream(file)) {
      for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return finish(digest);
  }

  static MessageDigest start(byte... content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(content);
      return digest;
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every Java platform has SHA-256", impossible);
    }
  }

  static Sha256 finish(MessageDigest digest) {
    return new Sha256(HexFormat.of().formatHex(digest.digest()));
  }

  /** The first twelve digits: enough to tell artifacts apart on a screen. */
  public String abbreviated() {
    return hex.substring(0, 12);
  }

  @Override
  public String toString() {
    return hex;
  }
}
