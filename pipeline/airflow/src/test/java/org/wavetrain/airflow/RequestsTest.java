package org.wavetrain.airflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;

/** What a healthy server never does: a server on loopback that answers as it is told to. */
class RequestsTest {
  private record Answer(int status, String body) {}

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> asked = new ArrayList<>();
  private final List<String> signatures = new ArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void readingIsRepeatedWhileTheServerFails() {
    answers.add(new Answer(503, "starting"));
    answers.add(new Answer(500, "starting"));
    answers.add(new Answer(200, "{\"dag_id\": \"words\", \"is_paused\": true}"));

    assertThat(airflow(Duration.ofSeconds(30)).dag("words").paused()).isTrue();
    assertThat(asked).hasSize(3).allMatch("GET /api/v2/dags/words"::equals);
  }

  @Test
  void changingIsNotRepeatedSinceItMayHaveHappened() {
    answers.add(new Answer(500, "{\"detail\": \"The database is locked.\"}"));

    assertThatThrownBy(
            () ->
                airflow(Duration.ofSeconds(30)).runs().trigger("words", Optional.empty(), Map.of()))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(AirflowError.AIRFLOW_SERVER_FAILED))
        .hasMessageContaining("The database is locked");
    assertThat(asked).containsExactly("POST /api/v2/dags/words/dagRuns");
  }

  @Test
  void patienceEnds() {
    answers.add(new Answer(502, "<html>Bad Gateway</html>"));

    assertThatThrownBy(() -> airflow(Duration.ZERO).dag("words"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("502")
        .hasMessageContaining("Bad Gateway");
  }

  @Test
  void fieldsThatTheServerRefusesAreNamed() {
    answers.add(
        new Answer(
            422,
            "{\"detail\": [{\"loc\": [\"body\", \"conf\"], \"msg\": \"Input should be a dict\"}]}"));

    assertThatThrownBy(
            () -> airflow(Duration.ZERO).runs().trigger("words", Optional.empty(), Map.of()))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(AirflowError.AIRFLOW_REQUEST_REFUSED))
        .hasMessageContaining("conf: Input should be a dict");
  }

  @Test
  void somethingElseThatAnswersIsNoAirflowServer() {
    answers.add(new Answer(200, "<html>It works!</html>"));

    assertThatThrownBy(() -> airflow(Duration.ZERO).dag("words"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure ->
                assertThat(failure.code()).isEqualTo(AirflowError.AIRFLOW_ANSWER_UNREADABLE));
  }

  @Test
  void aTokenThatHasRunOutIsRenewedOnce() {
    answers.add(new Answer(201, "{\"access_token\": \"first\"}"));
    answers.add(new Answer(200, "{\"dag_id\": \"words\", \"is_paused\": true}"));
    answers.add(new Answer(401, "{\"detail\": \"Token expired\"}"));
    answers.add(new Answer(201, "{\"access_token\": \"second\"}"));
    answers.add(new Answer(200, "{\"dag_id\": \"words\", \"is_paused\": false}"));
    Airflow airflow =
        Airflow.connect(
            new AirflowSettings(
                address(), Optional.of("trainer"), Optional.of("secret"), Optional.empty()),
            Duration.ZERO);

    assertThat(airflow.dag("words").paused()).isTrue();
    assertThat(airflow.dag("words").paused()).isFalse();
    assertThat(signatures).containsExactly("", "Bearer first", "Bearer first", "", "Bearer second");
  }

  private Airflow airflow(Duration patience) {
    return Airflow.connect(
        new AirflowSettings(address(), Optional.empty(), Optional.empty(), Optional.of("token")),
        patience);
  }

  private URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    signatures.add(
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")).orElse(""));
    exchange.getRequestBody().readAllBytes();
    Answer answer = answers.remove();
    byte[] body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
