package org.wavetrain.airflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With what Airflow 3.3 answers about questions that nobody has answered. */
class ApprovalsTest {
  private static final DagRun RUN =
      new DagRun(
          "promotion_words",
          "manual__1",
          RunState.RUNNING,
          "manual",
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aQuestionThatIsWaitedWithIsPending() {
    assertThat(pending("awaiting_input"))
        .extracting(Approval::subject)
        .containsExactly("Promote version 4?");
  }

  @Test
  void aQuestionWhoseTaskFailedForWantOfAnAnswerIsNotPending() {
    assertThat(pending("failed")).isEmpty();
  }

  private List<Approval> pending(String state) {
    byte[] body = question(state).getBytes(UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    AirflowSettings settings =
        new AirflowSettings(address, Optional.empty(), Optional.empty(), Optional.of("token"));
    return Airflow.connect(settings).approvals().pending(RUN);
  }

  private static String question(String state) {
    return """
        {"hitl_details": [{"subject": "Promote version 4?", "options": ["Approve", "Reject"],
          "response_received": false,
          "task_instance": {"dag_id": "promotion_words", "dag_run_id": "manual__1",
            "task_id": "approval", "map_index": -1, "try_number": 1, "state": "%s"}}]}
        """
        .formatted(state);
  }
}
