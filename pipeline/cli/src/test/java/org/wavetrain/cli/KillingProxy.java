package org.wavetrain.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands before a tracking server and kills a process, as {@code kill -9} does, once it asks for a
 * change of the registry that no process asked for before it, which is not made then.
 */
final class KillingProxy implements AutoCloseable {
  private static final Pattern CHANGE =
      Pattern.compile(".*/(registered-models/(create|alias)|model-versions/(create|set-tag))");
  private static final JsonMapper JSON = new JsonMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI server;
  private final HttpServer proxy;
  private final Set<String> fatal = new LinkedHashSet<>();
  private Process victim;

  KillingProxy(URI server) throws IOException {
    this.server = server;
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

  /** The changes that killed a process each, in that order. */
  synchronized List<String> fatalChanges() {
    return List.copyOf(fatal);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().toString();
    byte[] body = exchange.getRequestBody().readAllBytes();
    Matcher change = CHANGE.matcher(path);
    if (change.matches() && isFatal(change.group(1), JSON.readTree(body))) {
      exchange.close();
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve(path))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
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

  private synchronized boolean isFatal(String request, JsonNode body) {
    String what = body.path("key").asText() + body.path("alias").asText();
    if (!fatal.add((request + " " + what).strip())) {
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
