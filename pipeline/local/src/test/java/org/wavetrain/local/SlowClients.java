package org.wavetrain.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Clients that begin at once and then send drop by drop, until they are closed or hung up on. */
public final class SlowClients implements AutoCloseable {
  private static final long DROP_MILLISECONDS = 50;
  private static final int LONGEST_SILENCE_MILLISECONDS = 60_000;

  private final List<Socket> sockets = new ArrayList<>();
  private final Thread dropping;

  private SlowClients(String drop) {
    dropping = new Thread(() -> drip(drop), "slow-clients");
  }

  /**
   * Begins.
   *
   * @param beginnings what each sends first
   * @param drop what each sends again and again
   */
  public static SlowClients to(URI server, List<String> beginnings, String drop)
      throws IOException {
    SlowClients clients = new SlowClients(drop);
    for (String beginning : beginnings) {
      Socket socket = new Socket(server.getHost(), server.getPort());
      socket.setSoTimeout(LONGEST_SILENCE_MILLISECONDS);
      clients.sockets.add(socket);
      socket.getOutputStream().write(beginning.getBytes(UTF_8));
    }
    clients.dropping.start();
    return clients;
  }

  private void drip(String drop) {
    List<Socket> open = new ArrayList<>(sockets);
    while (!open.isEmpty() && !Thread.currentThread().isInterrupted()) {
      open.removeIf(socket -> !takes(socket, drop));
      try {
        Thread.sleep(DROP_MILLISECONDS);
      } catch (InterruptedException ended) {
        return;
      }
    }
  }

  private static boolean takes(Socket socket, String drop) {
    try {
      socket.getOutputStream().write(drop.getBytes(UTF_8));
      return true;
    } catch (IOException hungUp) {
      return false;
    }
  }

  /** What the server tells each. */
  public List<BufferedReader> answers() throws IOException {
    List<BufferedReader> answers = new ArrayList<>();
    for (Socket socket : sockets) {
      answers.add(new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
    }
    return answers;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    dropping.interrupt();
    dropping.join();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
