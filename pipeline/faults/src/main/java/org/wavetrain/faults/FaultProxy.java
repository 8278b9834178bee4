package org.wavetrain.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands between a client and a server that speaks HTTP, on loopback, and lets go wrong what a plan
 * says. Requests are passed on as they are, so that signatures stay valid.
 */
public final class FaultProxy implements AutoCloseable {
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final List<HttpHead> requests = new CopyOnWriteArrayList<>();
  private volatile URI server;
  private volatile FaultPlan plan = FaultPlan.NONE;
  private volatile boolean cut;

  /**
   * @param server where requests go
   */
  public FaultProxy(URI server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  /** Where clients find it. */
  public URI address() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
  }

  /** From now on, this goes wrong and nothing else. */
  public void plan(FaultPlan plan) {
    this.plan = plan;
  }

  /** Lets nobody through, as if the server were gone, until {@link #restore}. */
  public void cut() {
    cut = true;
    closeAll();
  }

  /** From now on, requests go to another server, as when one is restarted. */
  public void redirect(URI server) {
    this.server = server;
    closeAll();
  }

  /** Lets everybody through again. */
  public void restore() {
    cut = false;
  }

  /** The requests until now, in the order in which they came. */
  public List<HttpHead> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket client = entrance.accept();
        if (cut) {
          client.close();
        } else {
          start(() -> serve(client));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    URI asked = server;
    try (client;
        Socket upstream = new Socket(asked.getHost(), asked.getPort())) {
      // Heads and bodies go out one after the other: each would wait for an acknowledgement.
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      open.add(client);
      open.add(upstream);
      try {
        if (cut || !asked.equals(server)) {
          return;
        }
        new Exchanges(client, upstream, this::fault).serve();
      } finally {
        open.remove(client);
        open.remove(upstream);
      }
    } catch (IOException ended) {
      // One side is gone, and so is the other now.
    }
  }

  private Optional<HttpFault> fault(HttpHead request) {
    requests.add(request);
    return plan.of(request);
  }

  private void closeAll() {
    open.forEach(FaultProxy::closeQuietly);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException closed) {
      // It is closed, which was wanted.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "fault proxy");
    thread.setDaemon(true);
    thread.start();
  }
}
