package org.wavetrain.website;

import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.Access;
import org.wavetrain.http.GuardedConnector;

/** Serves a site to browsers until it is closed. */
public final class Website implements AutoCloseable {
  private static final int MOST_THREADS = 32;

  /** A browser that is silent for so long is given up. */
  private static final Duration IDLE_TIMEOUT = Duration.ofSeconds(60);

  private final Server server;
  private final ServerConnector connector;

  private Website(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts it.
   *
   * @param host the interface to listen on, for example {@code 127.0.0.1}
   * @param port 0 for any that is free
   * @param access who is answered
   * @throws UserFailure {@code WEBSITE_UNSTARTABLE}
   */
  public static Website start(Site site, String host, int port, Access access) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
    threads.setName("website");
    threads.setDaemon(true);
    Server server = new Server(threads);
    Website website = new Website(server, GuardedConnector.on(server, host, port, IDLE_TIMEOUT));
    server.setHandler(new SiteHandler(site, access));
    try {
      server.start();
      return website;
    } catch (Exception refused) {
      website.close();
      throw new UserFailure(
          WebsiteError.WEBSITE_UNSTARTABLE,
          "No pages can be served on %s port %d: %s.".formatted(host, port, reason(refused)),
          "Choose another port with --port, or 0 for any that is free, and an address of this"
              + " machine with --host.",
          refused);
    }
  }

  private static String reason(Exception refused) {
    if (refused instanceof UnknownHostException) {
      return "no machine has that name";
    }
    return refused instanceof IOException && refused.getCause() != null
        ? refused.getCause().getMessage()
        : refused.getMessage();
  }

  /** Where it is. */
  public URI address() {
    String host =
        connector.getHost().contains(":") ? "[" + connector.getHost() + "]" : connector.getHost();
    return URI.create("http://" + host + ":" + connector.getLocalPort() + "/");
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception failure) {
      throw new IllegalStateException("the website does not stop", failure);
    }
  }
}
