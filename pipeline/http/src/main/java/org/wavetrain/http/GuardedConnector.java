package org.wavetrain.http;

import java.time.Duration;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Makes what a server listens with. Heads of requests have at most 8 KiB (Jetty's own limit; more
 * is answered with 431), ill-formed paths and lengths are refused, no more than a thousand
 * connections are taken at a time, and none is kept that sends a head or takes an answer drop by
 * drop, or, while half as many are open, asks nothing. What is refused so is told with a code.
 */
public final class GuardedConnector {
  private GuardedConnector() {}

  /**
   * Makes one and adds it to the server.
   *
   * @param host the interface to listen on
   * @param port 0 for any that is free
   * @param idle how long nothing may come or go on a connection
   */
  public static ServerConnector on(Server server, String host, int port, Duration idle) {
    return on(server, host, port, idle, ConnectionLimits.USUAL);
  }

  static ServerConnector on(
      Server server, String host, int port, Duration idle, ConnectionLimits limits) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    connector.addBean(new ConnectionWatch(connector, limits));
    server.addConnector(connector);
    server.setErrorHandler(new ServerErrors());
    server.addBean(new NetworkConnectionLimit(limits.most(), connector));
    return connector;
  }
}
