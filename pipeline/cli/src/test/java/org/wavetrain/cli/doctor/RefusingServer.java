package org.wavetrain.cli.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;

/** A tracking server of which some endpoints are forbidden; the rest is passed to another. */
final class RefusingServer implements AutoCloseable {
  private static final byte[] REFUSAL =
      "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"Permission denied\"}".getBytes(UTF_8);

  private final HttpServer server;
  private final HttpClient client = HttpClient.newHttpClient();
  private final URI behind;
  private final Pattern forbidden;

  /**
   * @param forbidden a part of the paths that are
   */
  RefusingServer(URI behind, String forbidden) throws IOException {
    this.behind = behind;
    this.forbidden = Pattern.compile(forbidden);
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (forbidden.matcher(exchange.getRequestURI().getPath()).find()) {
      answer(exchange, 403, REFUSAL);
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
            .header("Content-Type", "application/json")
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body))
            .build();
    try {
      HttpResponse<byte[]> passed = client.send(request, BodyHandlers.ofByteArray());
      answer(exchange, passed.statusCode(), passed.body());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
