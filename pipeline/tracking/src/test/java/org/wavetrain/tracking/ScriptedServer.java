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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** An HTTP server that fails as told, and otherwise answers with an empty object. */
final class ScriptedServer implements AutoCloseable {
  /** So often the client library sends a request before it gives up. */
  private static final int SENDINGS = 3;

  /** What is asked for without it. */
  private static final String SENT_ONCE = "/runs/get";

  private final HttpServer server;
  private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final BlockingQueue<String> arrivals = new LinkedBlockingQueue<>();

  private record Failure(int status, String body) {}

  ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          requests.incrementAndGet();
          Failure failure = failures.poll();
          if (exchange.getRequestURI().getPath().endsWith(SENT_ONCE)) {
            IntStream.range(1, SENDINGS).forEach(repetition -> failures.poll());
          }
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

  /** How many requests there were. */
  int requests() {
    return requests.get();
  }

  /** Makes the next requests fail, however often the client library sends each. */
  void fail(int requests, int status, String body) {
    for (int i = 0; i < requests * SENDINGS; i++) {
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
