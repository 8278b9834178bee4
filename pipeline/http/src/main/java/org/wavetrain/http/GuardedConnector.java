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
 * connections are taken at a time, and none is kept that sends a head drop by drop, or, while half
 * as many are open, asks nothing.
 */
public final class GuardedConnector {
  private static final int MOST_CONNECTIONS = 1000;
  private static final Duration PERIOD = Duration.ofSeconds(10);

  private GuardedConnector() {}

  /**
   * Makes one and adds it to the server.
   *
   * @param host the interface to listen on
   * @param port 0 for any that is free
   * @param idle how long nothing may come or go on a connection
   */
  public static ServerConnector on(Server server, String host, int port, Duration idle) {
    return on(server, host, port, idle, PERIOD, MOST_CONNECTIONS);
  }

  static ServerConnector on(
      Server server, String host, int port, Duration idle, Duration period, int mostConnections) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setIdleTimeout(idle.toMillis());
    connector.addBean(new ConnectionWatch(connector, period, mostConnections / 2));
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(mostConnections, connector));
    return connector;
  }
}
