package org.wavetrain.local.tracking;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * Keeps web pages out. A page that a browser shows on this machine can send requests here: by a
 * name of its own that it lets point to 127.0.0.1 (then {@code Host} is that name), or across
 * origins (then {@code Origin} is the page's).
 */
final class LoopbackOnly {
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private LoopbackOnly() {}

  /**
   * @param host the {@code Host} header, null if there is none
   * @param origin the {@code Origin} header, null if there is none
   */
  static boolean allows(String host, String origin) {
    return host != null && isLoopback("http://" + host) && (origin == null || isLoopback(origin));
  }

  private static boolean isLoopback(String address) {
    try {
      String host = new URI(address).getHost();
      return host != null && NAMES.contains(host);
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
