package org.wavetrain.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A way to a server that can be cut, as if the server were gone, and restored. */
final class CutLine implements AutoCloseable {
  private final URI server;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean losingAnswer = new AtomicBoolean();
  private final AtomicBoolean losingRequest = new AtomicBoolean();
  private volatile boolean cut;

  CutLine(URI server) throws IOException {
    this.server = server;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + entrance.getLocalPort());
  }

  void cut() {
    cut = true;
    open.forEach(CutLine::close);
  }

  /** Lets the next request pass, and its answer not. */
  void loseAnAnswer() {
    losingAnswer.set(true);
  }

  /** Lets the next request not pass. */
  void loseARequest() {
    losingRequest.set(true);
  }

  void restore() {
    cut = false;
  }

  @Override
  public void close() throws IOException {
    entrance.close();
    cut();
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket from = entrance.accept();
        if (cut) {
          close(from);
        } else {
          Socket to = new Socket(server.getHost(), server.getPort());
          open.add(from);
          open.add(to);
          start(() -> pump(from, to, losingRequest));
          start(() -> pump(to, from, losingAnswer));
        }
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void pump(Socket from, Socket to, AtomicBoolean losing) {
    byte[] part = new byte[8192];
    try {
      int length = from.getInputStream().read(part);
      while (length >= 0 && !losing.compareAndSet(true, false)) {
        to.getOutputStream().write(part, 0, length);
        length = from.getInputStream().read(part);
      }
    } catch (IOException cutOff) {
      // One side is gone, and so will be the other.
    } finally {
      close(from);
      close(to);
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "line");
    thread.setDaemon(true);
    thread.start();
  }
}
