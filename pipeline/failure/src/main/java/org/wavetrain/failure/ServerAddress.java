package org.wavetrain.failure;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * A variable of the environment that holds the address of a server.
 *
 * <p>Addresses are told in many places, so that one with a password in it is refused. Since nobody
 * knows where in a malformed one the password is, whatever may hold one is not repeated.
 *
 * @param variable its name
 * @param code of the failure where it holds no such address
 * @param example of an address
 * @param credentials the variables that a user and a password belong in, as words
 */
public record ServerAddress(String variable, ErrorCode code, String example, String credentials) {
  /** What stands beside a user, a query or a fragment. */
  private static final Pattern TELLING = Pattern.compile("[@?#]");

  /**
   * Reads what the variable holds: an http or https address without a user, a query or a fragment.
   *
   * @throws UserFailure with the code
   */
  public URI read(String text) {
    if (TELLING.matcher(text).find()) {
      throw new UserFailure(
          code,
          variable + " has a user or a query in it (@, ? or #), so it is not repeated here.",
          "Set it to an address like " + example + ", and " + credentials + ".");
    }
    URI address;
    try {
      address = new URI(text);
    } catch (URISyntaxException malformed) {
      throw invalid(text);
    }
    String scheme = String.valueOf(address.getScheme());
    if (address.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw invalid(text);
    }
    return address;
  }

  private UserFailure invalid(String text) {
    return new UserFailure(
        code,
        "%s is no http:// or https:// address: \"%s\".".formatted(variable, text),
        "Set it to an address like " + example + ".");
  }
}
