package org.wavetrain.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Executors;

/**
 * Stands before a tracking server and kills a process, as {@code kill -9} does, when it asks for
 * its n-th change of the registry, which is not made then.
 */
final class KillingProxy implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final HttpServer proxy;
  private final int fatal;
  private int changes;
  private Process victim;

  /**
   * @param fatal which change is not made, from 1; 0 for none
   */
  KillingProxy(URI server, int fatal) throws IOException {
    this.server = server;
    this.fatal = fatal;
    this.proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    proxy.setExecutor(Executors.newCachedThreadPool());
    proxy.createContext("/", this::handle);
    proxy.start();
  }

  String address() {
    return "http://127.0.0.1:" + proxy.getAddress().getPort();
  }

  /** From now on, this process is meant. */
  synchronized void kills(Process process) {
    victim = process;
  }

  /** How many changes were asked for. */
  synchronized int changes() {
    return changes;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    if (path.contains("set-tag") || path.contains("registered-models/alias")) {
      if (isFatal()) {
        exchange.close();
        return;
      }
    }
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()))
            .header("Content-Type", "application/json")
            .build();
    try {
      HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
      answer
          .headers()
          .firstValue("Content-Type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    } finally {
      exchange.close();
    }
  }

  private synchronized boolean isFatal() {
    changes++;
    if (changes != fatal) {
      return false;
    }
    try {
      victim.destroyForcibly().waitFor();
    } catch (InterruptedException ending) {
      throw new UncheckedIOException(new IOException(ending));
    }
    return true;
  }

  @Override
  public void close() {
    proxy.stop(0);
  }
}
