package org.wavetrain.website;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.wavetrain.failure.UserFailure;

/** Serves a site to browsers until it is closed. */
public final class Website implements AutoCloseable {
  private static final int MOST_THREADS = 32;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]", "::1");

  private final Server server;
  private final ServerConnector connector;

  private Website(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts it. On the loopback interface, and wherever names are given, it answers only to names of
   * that interface and to those: a page of elsewhere could otherwise read it by a name that points
   * here.
   *
   * @param host the interface to listen on, for example {@code 127.0.0.1}
   * @param port 0 for any that is free
   * @param names that it is asked for by as well, such as that of a proxy before it
   * @throws UserFailure {@code WEBSITE_UNSTARTABLE}
   */
  public static Website start(Site site, String host, int port, Collection<String> names) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, 2);
    threads.setName("website");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    server.addConnector(connector);
    Website website = new Website(server, connector);
    try {
      connector.setHost(host);
      connector.setPort(port);
      boolean local = InetAddress.getByName(host).isLoopbackAddress();
      Optional<Set<String>> answered =
          local || !names.isEmpty() ? Optional.of(answered(host, names)) : Optional.empty();
      server.setHandler(new SiteHandler(site, answered));
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

  private static Set<String> answered(String host, Collection<String> names) {
    Set<String> answered = new HashSet<>(LOOPBACK);
    answered.add(host.toLowerCase(Locale.ROOT));
    names.forEach(name -> answered.add(name.toLowerCase(Locale.ROOT)));
    return Set.copyOf(answered);
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
