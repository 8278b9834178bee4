package org.wavetrain.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** Who is answered, and who cannot keep others from being answered. */
class ServiceAccessTest {
  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a request to the speech service without its token, or with a wrong one",
      outcome = "401 with REQUEST_UNAUTHORISED; only /health answers")
  void withoutTheTokenOnlyHealthIsTold() throws Exception {
    try (RunningService running = RunningService.withToken("secret")) {
      running.turns(2);
      assertThat(running.get("/health").statusCode()).isEqualTo(200);
      assertThat(running.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(running.post("/transcribe", "1", "Authorization", "Bearer wrong").body())
          .contains("REQUEST_UNAUTHORISED");
      assertThat(running.post("/transcribe", "1", "Authorization", "Bearer secret").statusCode())
          .isEqualTo(200);
      assertThat(running.post("/transcribe", "1", "Authorization", "bearer secret").statusCode())
          .as("the scheme in lower case")
          .isEqualTo(200);
      assertThat(running.post("/transcribe", "1", "Authorization", "secret").statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "a page of elsewhere asks the speech service by a name that points to this machine",
      outcome =
          "421 with REQUEST_HOST_UNKNOWN, and of /health no more than whether it is ready; names"
              + " that were allowed are answered")
  void onlyWhoAsksByAKnownNameIsAnswered() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      assertThat(askedAs(running, "elsewhere.example", "/metrics"))
          .startsWith("HTTP/1.1 421")
          .contains("REQUEST_HOST_UNKNOWN", "--allow-host elsewhere.example");
      assertThat(askedAs(running, "speech.example:443", "/metrics")).startsWith("HTTP/1.1 200");
      assertThat(askedAs(running, "localhost", "/metrics")).startsWith("HTTP/1.1 200");
      assertThat(askedAs(running, "speech.example", "/health")).contains("\"model\":");
      assertThat(askedAs(running, "10.0.0.7", "/health"))
          .as("a probe asks by any address")
          .startsWith("HTTP/1.1 200")
          .endsWith("{\"status\":\"ready\"}\n");
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a page of elsewhere sends a recording to the speech service, or fetches from it",
      outcome = "403 with REQUEST_PAGE_FOREIGN; pages of names that were allowed are answered")
  void pagesOfElsewhereAreNotAnswered() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      for (String origin : List.of("http://elsewhere.example", "null", "", "http://a b")) {
        HttpResponse<String> refused = running.post("/transcribe", "1", "Origin", origin);
        assertThat(refused.statusCode()).as(origin).isEqualTo(403);
        assertThat(refused.body()).contains("REQUEST_PAGE_FOREIGN");
      }
      String fetched = "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Dest: image";
      assertThat(askedAs(running, "localhost\r\n" + fetched, "/metrics"))
          .startsWith("HTTP/1.1 403");
      running.turns(2);
      for (String origin : List.of("https://Speech.example", "http://localhost:3000")) {
        assertThat(running.post("/transcribe", "1", "Origin", origin).statusCode())
            .as(origin)
            .isEqualTo(200);
      }
    }
  }

  private static String askedAs(RunningService running, String host, String path)
      throws IOException {
    try (Socket socket = connected(running)) {
      String request = "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.formatted(path, host).getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static Socket connected(RunningService running) throws IOException {
    return new Socket("127.0.0.1", running.address("/").getPort());
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "an upload to the speech service that stands still",
      outcome = "504 with REQUEST_OUT_OF_TIME at its deadline, and its place is free again")
  void anUploadThatStandsStillGivesItsPlaceUp() throws Exception {
    try (RunningService running = RunningService.withDeadline(Duration.ofSeconds(1));
        Socket still = connected(running)) {
      still
          .getOutputStream()
          .write(
              "POST /transcribe HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n1"
                  .getBytes(UTF_8));
      assertThat(new String(still.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 504")
          .contains("REQUEST_OUT_OF_TIME");
      running.awaitUnderWay(0);
    }
  }
}
