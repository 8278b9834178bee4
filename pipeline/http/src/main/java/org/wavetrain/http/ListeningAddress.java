package org.wavetrain.http;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.HostPort;

/** Where a server listens, or why it cannot. */
public final class ListeningAddress {
  private ListeningAddress() {}

  /** Where, without a path. */
  public static URI of(ServerConnector connector) {
    return URI.create(
        "http://" + HostPort.normalizeHost(connector.getHost()) + ":" + connector.getLocalPort());
  }

  /**
   * Why it cannot, as the middle of a sentence. Jetty says only that it failed, and keeps why
   * beneath.
   */
  public static String trouble(Exception refused) {
    if (refused instanceof UnknownHostException) {
      return "no machine has that name";
    }
    return refused instanceof IOException && refused.getCause() != null
        ? refused.getCause().getMessage()
        : refused.getMessage();
  }
}
