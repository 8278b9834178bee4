package org.wavetrain.website;

import java.net.URI;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.http.Access;
import org.wavetrain.http.GuardedConnector;
import org.wavetrain.http.ListeningAddress;
import org.wavetrain.http.RequestRate;

/** Serves a site to browsers until it is closed. */
public final class Website implements AutoCloseable {
  private static final int MOST_THREADS = 32;

  /** The other threads say so to who asks for more, and serve what takes no time. */
  private static final int MOST_PAGES = 16;

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
    return start(site, host, port, access, MOST_PAGES);
  }

  /**
   * @param mostPages that are made at a time
   */
  static Website start(Site site, String host, int port, Access access, int mostPages) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
    threads.setName("website");
    threads.setDaemon(true);
    Server server = new Server(threads);
    Website website = new Website(server, GuardedConnector.on(server, host, port, IDLE_TIMEOUT));
    server.setHandler(RequestRate.limited(new SiteHandler(site, access, mostPages)));
    try {
      server.start();
      return website;
    } catch (Exception refused) {
      website.close();
      throw new UserFailure(
          WebsiteError.WEBSITE_UNSTARTABLE,
          "No pages can be served on %s port %d: %s."
              .formatted(host, port, ListeningAddress.trouble(refused)),
          "Choose another port with --port, or 0 for any that is free, and an address of this"
              + " machine with --host.",
          refused);
    }
  }

  /** Where it is. */
  public URI address() {
    return ListeningAddress.of(connector).resolve("/");
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
