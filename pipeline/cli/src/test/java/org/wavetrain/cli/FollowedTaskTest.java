package org.wavetrain.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.airflow.AirflowSettings;
import org.wavetrain.airflow.TaskInstance;
import org.wavetrain.airflow.TaskState;
import org.wavetrain.cli.display.ProgressDisplay;
import org.wavetrain.cli.display.Terminal;

/** A task that asks a person, whose log a server on loopback has. */
class FollowedTaskTest {
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private volatile String log = "";
  private HttpServer server;
  private FollowedTask task;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    AirflowSettings settings =
        new AirflowSettings(address, Optional.empty(), Optional.empty(), Optional.of("token"));
    task =
        new FollowedTask(
            Airflow.connect(settings).tasks(),
            ProgressDisplay.on(new PrintStream(shown, true, UTF_8), Terminal.none()),
            Terminal.none());
    task.update(in(TaskState.RUNNING));
    task.update(in(TaskState.AWAITING_INPUT));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void thatAPersonSaidNoIsShown() {
    log = "{'event': 'message', 'line': 'ada said no.'}";
    task.update(in(TaskState.SUCCESS));

    assertThat(shown.toString(UTF_8))
        .contains(
            "approval waits for a person: `wavetrain airflow approve promotion_words`",
            "approval: ada said no.");
  }

  @Test
  void thatNobodyAnsweredInTimeIsShownByItsCode() {
    log = "{'event': 'failure', 'code': 'APPROVAL_MISSING', 'sentence': 's', 'remedy': 'r'}";
    task.update(in(TaskState.FAILED));

    assertThat(shown.toString(UTF_8)).contains(": APPROVAL_MISSING");
    assertThat(task.failure()).isPresent();
  }

  @Test
  void aLogIsNotReadAgainAfterTheEnd() {
    log = "{'event': 'message', 'line': 'ada said no.'}";
    task.update(in(TaskState.SUCCESS));
    task.update(in(TaskState.SUCCESS));

    assertThat(shown.toString(UTF_8)).containsOnlyOnce("ada said no.");
  }

  private static TaskInstance in(TaskState state) {
    return new TaskInstance(
        "promotion_words",
        "manual__1",
        "approval",
        -1,
        Optional.empty(),
        state,
        1,
        Optional.empty(),
        Optional.empty());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String line = log.replace("'", "\\\"");
    byte[] body =
        "{\"content\": [{\"event\": \"%s\"}], \"continuation_token\": null}"
            .formatted(line)
            .getBytes(UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
