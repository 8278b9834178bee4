package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An HTTP server that fails as told, and otherwise answers with an empty object. */
final class ScriptedServer implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();

  private record Failure(int status, String body) {}

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          Failure failure = failures.poll();
          if (failure == null && !body.isEmpty()) {
            bodies.add(body);
            arrivals.add(body);
          }
          byte[] answer = (failure == null ? "{}" : failure.body()).getBytes(UTF_8);
          exchange.sendResponseHeaders(failure == null ? 200 : failure.status(), answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Makes the next requests fail. The client library sends each four times before it gives up. */
  void fail(int requests, int status, String body) {
    for (int i = 0; i < requests * 4; i++) {
      failures.add(new Failure(status, body));
    }
  }

  /** Makes no request fail any more. */
  void recover() {
    failures.clear();
  }

  /** Bodies of the requests that did not fail. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Waits for a request whose body holds a text. */
  void awaitBody(String text) throws InterruptedException {
    String body;
    do {
      body = arrivals.poll(60, TimeUnit.SECONDS);
      if (body == null) {
        throw new AssertionError("no request with " + text + ": " + bodies);
      }
    } while (!body.contains(text));
  }

  /** An address where nothing listens. */
  static URI nowhere() {
    try (ScriptedServer gone = new ScriptedServer()) {
      return gone.address();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
