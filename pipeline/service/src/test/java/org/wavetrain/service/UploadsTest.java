package org.wavetrain.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

/** Clients that are slow, or go away. */
class UploadsTest {
  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "requests to a full or guarded service whose bodies never come",
      outcome = "refused before the body is read")
  void aRequestIsRefusedBeforeItsBodyIsThere() throws Exception {
    try (RunningService running = RunningService.withPlaces(1)) {
      running.ask(1);
      running.awaitUnderWay(1);
      try (UnhurriedClient busy = running.sendSlowly(900)) {
        assertThat(busy.status()).startsWith("HTTP/1.1 429");
      }
    }
    try (RunningService guarded = RunningService.withToken("secret");
        UnhurriedClient stranger = guarded.sendSlowly(900)) {
      assertThat(stranger.status()).startsWith("HTTP/1.1 401");
      assertThat(guarded.files()).isEmpty();
    }
  }

  @Test
  void aBodyThatIsSaidToBeTooLargeIsRefusedBeforeItIsThere() throws Exception {
    try (RunningService running = RunningService.withPlaces(1);
        UnhurriedClient large = running.sendSlowly(1001)) {
      assertThat(large.status()).startsWith("HTTP/1.1 413");
      running.awaitUnderWay(0);
    }
  }

  @Test
  void whoeverSendsOnAfterARefusalGetsItAllTheSame() throws Exception {
    try (RunningService running = RunningService.withPlaces(1);
        UnhurriedClient large = running.sendSlowly(5_000_000)) {
      large.send("1".repeat(5_000_000));
      assertThat(large.status()).startsWith("HTTP/1.1 413");
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "an upload to the speech service drop by drop",
      outcome =
          "504 at its deadline, though it sends on; its place is free again, and no file stays")
  void theDeadlineCoversTheUpload() throws Exception {
    try (RunningService running = RunningService.withDeadline(Duration.ofSeconds(1));
        UnhurriedClient slow = running.sendSlowly(900)) {
      int drops = 0;
      while (!slow.isAnswered()) {
        slow.send("1");
        drops++;
        Thread.sleep(20);
      }
      assertThat(drops).isBetween(2, 899);
      assertThat(slow.status()).startsWith("HTTP/1.1 504");
      running.awaitUnderWay(0);
      running.awaitNoFiles();
    }
  }

  @Test
  @Timeout(60)
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "recordings at the speech service whose decoding does not end, more than are decoded at a"
              + " time",
      outcome = "504 at their deadline; their places are free again, and no file stays")
  void theDeadlineCoversTheDecoding() throws Exception {
    try (RunningService running = RunningService.withDeadline(Duration.ofMillis(500))) {
      int decodedAtATime = Runtime.getRuntime().availableProcessors();
      for (int sent = 0; sent <= decodedAtATime; sent += RunningService.PLACES) {
        List<CompletableFuture<HttpResponse<String>>> answers =
            Stream.generate(() -> running.ask(RunningService.UNDECODABLE))
                .limit(RunningService.PLACES)
                .toList();
        for (CompletableFuture<HttpResponse<String>> answer : answers) {
          assertThat(answer.get().statusCode()).isEqualTo(504);
        }
        running.awaitUnderWay(0);
      }
      running.awaitNoFiles();
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "an upload to the speech service that breaks off",
      outcome = "counted; its place is free again")
  void anUploadThatIsBrokenOffIsCountedAndIsNobodysFault() throws Exception {
    try (RunningService running = RunningService.withPlaces(1)) {
      try (UnhurriedClient gone = running.sendSlowly(10)) {
        gone.send("1");
        running.awaitUnderWay(1);
      }
      running.awaitMetric("wavetrain_uploads_abandoned_total{path=\"/transcribe\"} 1.0");
      running.awaitUnderWay(0);
      assertThat(running.get("/metrics").body()).doesNotContain("status=\"500\"");
      assertThat(running.files()).isEmpty();
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "uploads that are good, malformed, too late or broken off",
      outcome = "no file stays")
  void noFileStaysOfARequest() throws Exception {
    try (RunningService running = RunningService.withDeadline(Duration.ofSeconds(5))) {
      running.turns(1);
      assertThat(running.ask(1).get().statusCode()).isEqualTo(200);
      assertThat(running.ask("word").get().statusCode()).isEqualTo(422);
      String[] form = {"Content-Type", "multipart/form-data; boundary=x"};
      assertThat(running.post("/transcribe", "no parts", form).statusCode()).isEqualTo(400);
      running.awaitNoFiles();
      try (UnhurriedClient gone = running.sendSlowly(10)) {
        gone.send("1");
        running.awaitFile();
      }
      running.awaitNoFiles();
      try (UnhurriedClient late = running.sendSlowly(10)) {
        late.send("1");
        running.awaitFile();
        assertThat(late.status()).startsWith("HTTP/1.1 504");
      }
      running.awaitNoFiles();
    }
  }
}
