package org.wavetrain.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;

/** A secret that requests must bring. */
public final class AccessToken {
  private static final String BEARER = "Bearer ";
  private static final String BASIC = "Basic ";

  private final byte[] secret;

  /**
   * @param secret the token
   */
  public AccessToken(String secret) {
    this.secret = secret.getBytes(UTF_8);
  }

  /**
   * Whether a request brings it, as {@code Bearer TOKEN} or as the password of whatever user, which
   * browsers ask for. The time that this takes does not tell how much of it was right.
   *
   * @param authorisation the header {@code Authorization}; null if there is none
   */
  boolean isIn(String authorisation) {
    return given(authorisation)
        .filter(token -> MessageDigest.isEqual(token.getBytes(UTF_8), secret))
        .isPresent();
  }

  private static Optional<String> given(String authorisation) {
    if (authorisation == null) {
      return Optional.empty();
    }
    return after(BEARER, authorisation)
        .or(() -> after(BASIC, authorisation).flatMap(AccessToken::password));
  }

  /** The name of a scheme may be in any case (RFC 9110, section 11.1). */
  private static Optional<String> after(String scheme, String authorisation) {
    return authorisation.regionMatches(true, 0, scheme, 0, scheme.length())
        ? Optional.of(authorisation.substring(scheme.length()).strip())
        : Optional.empty();
  }

  private static Optional<String> password(String credentials) {
    try {
      String pair = new String(Base64.getDecoder().decode(credentials), UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(pair.substring(colon + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "a token";
  }
}
