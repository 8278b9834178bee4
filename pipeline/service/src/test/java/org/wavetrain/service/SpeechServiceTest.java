package org.wavetrain.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class SpeechServiceTest {
  @Test
  void aRecordingIsTheBodyOrAPartOfAForm() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      running.turns(2);
      HttpResponse<String> plain = running.post("/transcribe?format=text", "17");
      assertThat(plain.statusCode()).isEqualTo(200);
      assertThat(plain.body()).isEqualTo("17\n");
      assertThat(plain.headers().firstValue("Wavetrain-Model")).contains("numbers/1");
      assertThat(plain.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");

      String form =
          "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n3\r\n"
              + "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.wav\"\r\n\r\n"
              + "18\r\n--x--\r\n";
      HttpResponse<String> inForm =
          running.post("/transcribe", form, "Content-Type", "multipart/form-data; boundary=x");
      assertThat(inForm.body()).isEqualTo("{\"number\":18,\"together\":1}");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /transcribe, word, 422, NO_NUMBER",
    "POST, /transcribe, '', 400, REQUEST_INVALID",
    "POST, /transcribe?format=srt, 1, 400, REQUEST_FORMAT_UNKNOWN",
    "POST, /transcribe?fromat=text, 1, 400, REQUEST_PARAMETER_UNKNOWN",
    "POST, /classify, 1, 404, REQUEST_PATH_UNKNOWN",
    "POST, /elsewhere, 1, 404, REQUEST_PATH_UNKNOWN",
    "POST, /health, 1, 405, REQUEST_METHOD_WRONG",
    "GET, /transcribe, , 405, REQUEST_METHOD_WRONG"
  })
  void whatCannotBeAnsweredIsToldWithWhatToDo(
      String method, String path, String body, int status, String code) throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      HttpResponse<String> response =
          method.equals("GET") ? running.get(path) : running.post(path, body);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.body()).startsWith("{\"code\":\"" + code + "\",\"message\":\"");
      assertThat(response.body()).contains("\"remedy\":\"");
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "an upload to the speech service that is larger than the limit",
      outcome = "413 with REQUEST_TOO_LARGE")
  void aBodyBeyondTheLimitIsRefused() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      HttpResponse<String> response = running.post("/transcribe", "1".repeat(1001));
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("REQUEST_TOO_LARGE", "1000 bytes");
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a form to the speech service whose parts are malformed",
      outcome = "400 with REQUEST_INVALID")
  void aMalformedFormIsRefused() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      HttpResponse<String> response =
          running.post(
              "/transcribe", "no parts", "Content-Type", "multipart/form-data; boundary=x");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("REQUEST_INVALID");
    }
  }

  @Test
  void ofTwoRecordingsInOneFormNoneIsLostInSilence() throws Exception {
    String part = "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n18\r\n";
    try (RunningService running = RunningService.withPlaces(8)) {
      HttpResponse<String> response =
          running.post(
              "/transcribe",
              part + part + "--x--\r\n",
              "Content-Type",
              "multipart/form-data; boundary=x");
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(response.body()).contains("REQUEST_INVALID", "2 parts named file");
      assertThat(running.files()).isEmpty();
    }
  }

  @Test
  void aMalformedFormIsNotTheServersTrouble() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    root.addAppender(log);
    log.start();
    try (RunningService running = RunningService.withPlaces(8)) {
      String cut = "--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\n18";
      for (String form : List.of("no parts", cut, "--x\r\nno header\r\n\r\n1\r\n--x--\r\n")) {
        running.post("/transcribe", form, "Content-Type", "multipart/form-data; boundary=x");
      }
      assertThat(running.files()).isEmpty();
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list)
        .filteredOn(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
        .isEmpty();
  }

  @Test
  void concurrentRequestsAreHeardTogether() throws Exception {
    try (RunningService running = RunningService.withPlaces(16)) {
      List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
      answers.add(running.ask(10));
      running.awaitBegun(1);
      for (int number = 11; number < 15; number++) {
        answers.add(running.ask(number));
      }
      running.awaitWaiting(4);
      running.turns(2);
      for (int index = 0; index < answers.size(); index++) {
        assertThat(answers.get(index).get().body()).startsWith("{\"number\":" + (10 + index) + ",");
      }
      assertThat(answers.get(4).get().body()).endsWith("\"together\":4}");
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "more requests to the speech service than it has places",
      outcome = "429 with SERVICE_BUSY at once; it says when to try again")
  void whereAllPlacesAreTakenRequestsAreRefusedAtOnce() throws Exception {
    try (RunningService running = RunningService.withPlaces(2)) {
      CompletableFuture<HttpResponse<String>> first = running.ask(1);
      CompletableFuture<HttpResponse<String>> second = running.ask(2);
      running.awaitUnderWay(2);

      HttpResponse<String> refused = running.ask(3).get();

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.body()).contains("SERVICE_BUSY", "2 requests");
      assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
          .isPositive();
      running.turns(4);
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(second.get().statusCode()).isEqualTo(200);
      assertThat(running.ask(4).get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected = "a request to the speech service that takes longer than its deadline",
      outcome = "504 with REQUEST_OUT_OF_TIME")
  void aRequestThatTakesTooLongIsGivenUp() throws Exception {
    try (RunningService running = RunningService.withDeadline(Duration.ofMillis(200))) {
      HttpResponse<String> response = running.ask(1).get();
      assertThat(response.statusCode()).isEqualTo(504);
      assertThat(response.body()).contains("REQUEST_OUT_OF_TIME");
      running.awaitUnderWay(0);
    }
  }

  @Test
  void anErrorIsOneRequestsAndNotTheServices() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      running.turns(3);
      for (int number : new int[] {-1, SpokenNumbers.UNSPEAKABLE}) {
        HttpResponse<String> failed = running.ask(number).get();
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).contains("SERVICE_FAILED").doesNotContain("number");
      }
      assertThat(running.ask(2).get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ofABatchOnlyTheOneThatFailsIsFailed() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      CompletableFuture<HttpResponse<String>> first = running.ask(10);
      running.awaitBegun(1);
      CompletableFuture<HttpResponse<String>> good = running.ask(11);
      CompletableFuture<HttpResponse<String>> bad = running.ask(-2);
      running.awaitWaiting(2);
      running.turns(4);
      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(good.get().statusCode()).isEqualTo(200);
      assertThat(bad.get().statusCode()).isEqualTo(500);
    }
  }

  @Test
  void anotherVersionTakesOverAndTheOldOneFinishesWhatItHas() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      CompletableFuture<HttpResponse<String>> underWay = running.ask(1);
      running.awaitBegun(1);
      running.versions().want("2");
      running.service().lookForModel();

      SpokenNumbers old = running.versions().loaded().get(0);
      assertThat(old.isClosed()).isFalse();
      assertThat(running.get("/health").body()).contains("\"version\":2");

      running.turns(2);
      assertThat(underWay.get().headers().firstValue("Wavetrain-Model")).contains("numbers/1");
      assertThat(running.ask(2).get().headers().firstValue("Wavetrain-Model"))
          .contains("numbers/2");
      assertThat(old.isClosed()).isTrue();
      assertThat(running.versions().loaded().get(1).isClosed()).isFalse();
    }
  }

  @Test
  void whatWaitsIsHeardByTheVersionThatWasThereWhenItCame() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      CompletableFuture<HttpResponse<String>> first = running.ask(1);
      running.awaitBegun(1);
      CompletableFuture<HttpResponse<String>> waiting = running.ask(2);
      running.awaitWaiting(1);
      running.versions().want(SpokenVersions.DEAF);
      running.service().lookForModel();
      running.turns(2);

      assertThat(first.get().statusCode()).isEqualTo(200);
      assertThat(waiting.get().headers().firstValue("Wavetrain-Model")).contains("numbers/1");
      assertThat(running.ask(3).get().statusCode()).isEqualTo(404);
      assertThat(running.versions().loaded().get(0).isClosed()).isTrue();
    }
  }

  @Test
  void shortRecordingsHaveTheirTurnWithinALongOne() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      CompletableFuture<HttpResponse<String>> whole = running.ask(RunningService.LONG + "7");
      running.awaitBegun(1);
      CompletableFuture<HttpResponse<String>> brief = running.ask(8);
      running.awaitWaiting(1);
      running.turns(1);
      running.awaitBegun(2);
      assertThat(running.versions().loaded().get(0).parts()).isZero();
      running.turns(1);
      assertThat(brief.get().body()).startsWith("{\"number\":8,");
      assertThat(whole.get().body()).startsWith("{\"number\":7,");
      assertThat(running.versions().loaded().get(0).parts()).isEqualTo(3);
    }
  }

  @Test
  void aLongRecordingIsGivenUpBetweenItsPartsWhenNobodyWaits() throws Exception {
    try (RunningService running = RunningService.withDeadline(Duration.ofMillis(200))) {
      assertThat(running.ask(RunningService.LONG + "7").get().statusCode()).isEqualTo(504);
      running.turns(2);
      running.ask(8).get();
      assertThat(running.versions().loaded().get(0).parts()).isZero();
    }
  }

  @Test
  void aVersionThatCannotBeLoadedLeavesTheOldOneInService() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      running.versions().want(SpokenVersions.DAMAGED);
      running.service().lookForModel();
      running.turns(1);

      assertThat(running.ask(1).get().statusCode()).isEqualTo(200);
      assertThat(running.get("/health").body())
          .contains("\"status\":\"ready\"", "\"version\":1")
          .contains("\"trouble\":{\"code\":\"DISK_FULL\"")
          .as("anybody may ask: what the log tells may name files")
          .doesNotContain("The model does not fit.");
      assertThat(running.get("/metrics").body())
          .contains("wavetrain_model_reloads_total{outcome=\"failed\"} 1.0");

      running.versions().want("1");
      running.service().lookForModel();
      assertThat(running.get("/health").body()).contains("\"trouble\":null");
    }
  }

  @Test
  void whatIsUnderWayIsFinishedBeforeTheServiceEnds() throws Exception {
    RunningService running = RunningService.withPlaces(8);
    CompletableFuture<HttpResponse<String>> underWay = running.ask(1);
    running.awaitUnderWay(1);
    running.close();
    assertThat(underWay.get().statusCode()).isEqualTo(200);
    assertThat(running.versions().loaded().get(0).isClosed()).isTrue();
  }

  @Test
  void prometheusIsToldWhatWasDone() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      running.turns(1);
      running.ask(1).get();
      running.get("/elsewhere");
      HttpResponse<String> metrics = running.get("/metrics");
      assertThat(metrics.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("text/plain; version=0.0.4");
      assertThat(metrics.body())
          .contains("wavetrain_requests_total{path=\"/transcribe\",status=\"200\"} 1.0")
          .contains("wavetrain_requests_total{path=\"other\",status=\"404\"} 1.0")
          .contains("wavetrain_request_seconds_count{path=\"/transcribe\"} 1")
          .as("refusals are no answers")
          .doesNotContain("wavetrain_request_seconds_count{path=\"other\"}")
          .contains("wavetrain_model_info{digest=\"digest-1\",model=\"numbers\",version=\"1\"} 1")
          .contains("# TYPE wavetrain_requests_under_way gauge");
    }
  }

  @Test
  void anAddressOfTheNewerKindCanBeListenedAt() throws Exception {
    ServiceSettings settings =
        new ServiceSettings(
            "::1",
            0,
            1,
            1,
            1,
            Duration.ZERO,
            Duration.ofSeconds(1),
            Duration.ofHours(1),
            RunningService.access("::1", Optional.empty()));
    try (SpeechService service =
        SpeechService.start(settings, new SpokenVersions(new Semaphore(0)), file -> new float[1])) {
      assertThat(service.address().toString()).startsWith("http://[::1]:");
      assertThat(service.address().getPort()).isPositive();
    }
  }

  @Test
  void anAddressThatIsTakenIsToldBeforeAnything() throws Exception {
    try (RunningService running = RunningService.withPlaces(8)) {
      int port = running.address("/").getPort();
      SpokenVersions versions = new SpokenVersions(new Semaphore(0));
      ServiceSettings same =
          new ServiceSettings(
              "127.0.0.1",
              port,
              1,
              1,
              1,
              Duration.ZERO,
              Duration.ofSeconds(1),
              Duration.ofHours(1),
              RunningService.access("127.0.0.1", Optional.empty()));
      assertThatThrownBy(() -> SpeechService.start(same, versions, file -> new float[1]))
          .isInstanceOfSatisfying(
              UserFailure.class,
              failure ->
                  assertThat(failure.code()).isEqualTo(ServiceError.SERVICE_ADDRESS_UNUSABLE))
          .hasMessageContaining(":" + port)
          .hasMessageContaining("Address already in use");
      assertThat(versions.loaded()).as("before the model was loaded").isEmpty();
    }
  }
}
