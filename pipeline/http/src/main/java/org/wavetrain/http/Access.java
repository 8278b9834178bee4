package org.wavetrain.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.server.Request;
import org.wavetrain.failure.UserFailure;

/**
 * Who is answered. On the loopback interface, and wherever names are given, only who asks by a name
 * of that interface or by one of those, and no page of another name: a page of elsewhere, shown by
 * a browser of this machine, could otherwise ask by a name of its own that points here, or by that
 * of this machine, whose answer it may not read but whose work is done. On any other interface only
 * who brings a token.
 */
public final class Access {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private final Optional<Set<String>> names;
  private final Optional<AccessToken> token;

  private Access(Optional<Set<String>> names, Optional<AccessToken> token) {
    this.names = names;
    this.token = token;
  }

  /** For a server that listens on the loopback interface, for programs of this machine. */
  public static Access ofThisMachine() {
    return new Access(Optional.of(LOOPBACK), Optional.empty());
  }

  /**
   * @param host the interface that is listened on, for example {@code 127.0.0.1}
   * @param names by which it is asked for as well, such as that of a proxy before it
   * @param variable the environment variable that holds the token
   * @throws UserFailure {@code TOKEN_MISSING} where others reach the interface and there is no
   *     token
   */
  public static Access to(
      String host, Collection<String> names, String variable, Map<String, String> environment) {
    Optional<AccessToken> token =
        Optional.ofNullable(environment.get(variable))
            .filter(secret -> !secret.isBlank())
            .map(secret -> new AccessToken(secret.strip()));
    boolean loopback = isLoopback(host);
    if (!loopback && token.isEmpty()) {
      throw new UserFailure(
          HttpError.TOKEN_MISSING,
          "Whoever reaches %s would be answered, since %s is not set.".formatted(host, variable),
          "Set %s to a long random text, such as `openssl rand -hex 32` prints, or leave out --host."
              .formatted(variable));
    }
    return new Access(
        loopback || !names.isEmpty() ? Optional.of(allowed(host, names)) : Optional.empty(), token);
  }

  private static Set<String> allowed(String host, Collection<String> names) {
    Set<String> allowed = new HashSet<>(LOOPBACK);
    allowed.add(host.toLowerCase(Locale.ROOT));
    names.forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
    return Set.copyOf(allowed);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException unknown) {
      // It cannot be listened on, which is told when that is tried.
      return true;
    }
  }

  /** Whether a request is answered. */
  public Verdict on(Request request) {
    HttpFields headers = request.getHeaders();
    if (!isBy(Request.getServerName(request))) {
      return Verdict.UNKNOWN_NAME;
    }
    if (isOfAForeignPage(request)) {
      return Verdict.FOREIGN_PAGE;
    }
    return admits(headers.get(HttpHeader.AUTHORIZATION)) ? Verdict.ADMITTED : Verdict.NO_TOKEN;
  }

  /**
   * Whether it is asked for by this name.
   *
   * @param host the name in the header {@code Host}, without a port; null if there is none
   */
  boolean isBy(String host) {
    return names.isEmpty() || host != null && names.get().contains(host.toLowerCase(Locale.ROOT));
  }

  /**
   * Browsers tell the page with what it sends, and of what it only fetches, such as an image,
   * whether it is from another site. Who follows a link is no page.
   */
  private boolean isOfAForeignPage(Request request) {
    HttpFields headers = request.getHeaders();
    String origin = headers.get(HttpHeader.ORIGIN);
    if (origin != null && names.isPresent()) {
      return !isBy(host(origin));
    }
    boolean link =
        HttpMethod.GET.is(request.getMethod()) && "document".equals(headers.get("Sec-Fetch-Dest"));
    return "cross-site".equals(headers.get("Sec-Fetch-Site")) && !link;
  }

  /** The name in an address; null if there is none, as in that of a page without one. */
  private static String host(String address) {
    try {
      return new URI(address).getHost();
    } catch (URISyntaxException malformed) {
      return null;
    }
  }

  /**
   * Whether a request brings the token, if one is asked for.
   *
   * @param authorisation the header {@code Authorization}; null if there is none
   */
  boolean admits(String authorisation) {
    return token.isEmpty() || token.get().isIn(authorisation);
  }
}
