package org.wavetrain.airflow;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that answers as it is told to: so do Airflow's states follow each other as a
 * test needs them, and it does what a healthy server never does. What the answers look like, {@link
 * AirflowContractTest} holds to a real server.
 */
public final class ScriptedServer implements AutoCloseable {
  private record Answer(int status, String body) {}

  /** The answers to one kind of request. */
  private static final class Script {
    private final List<Answer> answers = new ArrayList<>();
    private int next;

    private Answer next() {
      int index = Math.min(next, answers.size() - 1);
      next = index + 1;
      return answers.get(index);
    }
  }

  /**
   * What was asked.
   *
   * @param request the method and the path
   * @param query what followed the path; empty if nothing did
   * @param signature the header {@code Authorization}
   */
  public record Asked(String request, String query, String body, String signature) {}

  private final Map<String, Script> scripts = new HashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public ScriptedServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * What requests of a kind get one after the other; the last answer is given from then on.
   *
   * @param request the method and the path, for example {@code GET /api/v2/dags/words}; with a star
   *     at its end, all that begin so and that nothing else is said of
   */
  public ScriptedServer answers(String request, String... bodies) {
    for (String body : bodies) {
      answers(200, request, body);
    }
    return this;
  }

  /** As above, with another status than 200. */
  public synchronized ScriptedServer answers(int status, String request, String body) {
    scripts.computeIfAbsent(request, any -> new Script()).answers.add(new Answer(status, body));
    return this;
  }

  /** All that was asked so far. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** What was asked by requests of a kind. */
  public List<Asked> asked(String request) {
    return asked.stream().filter(each -> each.request().equals(request)).toList();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The variables of a person who may do everything on it. */
  public Map<String, String> environment() {
    return Map.of(
        AirflowSettings.ADDRESS_VARIABLE,
        address().toString(),
        AirflowSettings.TOKEN_VARIABLE,
        "token");
  }

  /** That person's client; the server does not keep it waiting. */
  public Airflow airflow() {
    return Airflow.connect(
        AirflowSettings.fromEnvironment(environment()),
        notice -> {
          throw new AssertionError(notice);
        });
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    URI address = exchange.getRequestURI();
    Asked question =
        new Asked(
            exchange.getRequestMethod() + " " + address.getPath(),
            Optional.ofNullable(address.getQuery()).orElse(""),
            new String(exchange.getRequestBody().readAllBytes(), UTF_8),
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
    asked.add(question);
    Answer answer =
        script(question.request())
            .map(Script::next)
            .orElseGet(
                () -> new Answer(404, "{\"detail\": \"no script of " + question.request() + "\"}"));
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private Optional<Script> script(String request) {
    return Optional.ofNullable(scripts.get(request))
        .or(
            () ->
                scripts.keySet().stream()
                    .filter(key -> key.endsWith("*"))
                    .filter(key -> request.startsWith(key.substring(0, key.length() - 1)))
                    .findFirst()
                    .map(scripts::get));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
