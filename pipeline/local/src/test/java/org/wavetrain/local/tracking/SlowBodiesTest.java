package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.local.SlowClients;

class SlowBodiesTest {
  /** More than the server has threads. */
  private static final int CLIENTS = 40;

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "more clients than threads send the bodies of requests to the embedded tracking server"
              + " drop by drop",
      outcome = "503 after a while (20 s); the next request is answered while they send on")
  void bodiesThatComeDropByDropDoNotKeepOthersOut(@TempDir Path folder) throws Exception {
    Database database = EmbeddedTracking.open(folder.resolve("tracking.db"), "s3://bucket");
    try (EmbeddedTracking server =
            EmbeddedTracking.start(database, "s3://bucket", Duration.ofMillis(500));
        SlowClients slow =
            SlowClients.to(
                server.address(),
                Collections.nCopies(
                    CLIENTS,
                    "POST /api/2.0/mlflow/experiments/create HTTP/1.1\r\n"
                        + "Host: localhost\r\nContent-Length: 100000\r\n\r\n"),
                "x")) {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(
                          URI.create(server.address() + "/api/2.0/mlflow/experiments/create"))
                      .timeout(Duration.ofSeconds(30))
                      .POST(BodyPublishers.ofString("{\"name\": \"other\"}"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      for (BufferedReader slowAnswer : slow.answers()) {
        assertThat(slowAnswer.readLine()).startsWith("HTTP/1.1 503");
      }
    }
  }
}
