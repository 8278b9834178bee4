package org.wavetrain.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

final class TrackingFailuresTest {
  private static final Patience PATIENCE =
      new Patience(Duration.ofSeconds(60), Duration.ofSeconds(3));

  @TempDir private Path folder;
  private ScriptedServer server;
  private Tracking tracking;

  @BeforeEach
  void connect() throws IOException {
    server = new ScriptedServer();
    tracking = Tracking.connect(TrackingSettings.of(server.address()), folder, PATIENCE);
  }

  @AfterEach
  void disconnect() {
    tracking.close();
    server.close();
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "nothing listens at the address",
      outcome = "TRACKING_UNREACHABLE names the address")
  void nobodyAnsweringIsReportedWithTheAddress() {
    URI nowhere = ScriptedServer.nowhere();

    assertThatThrownBy(() -> Tracking.connect(nowhere))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_UNREACHABLE))
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void memoryThatRunsOutIsNoServerThatDoesNotAnswer() {
    OutOfMemoryError full = new OutOfMemoryError("as if");
    CallFailures failures = new CallFailures(server.address(), new ObjectMapper());

    try (Calls calls = new Calls(failures, Duration.ofSeconds(60))) {
      assertThatThrownBy(
              () ->
                  calls.make(
                      "try",
                      Duration.ofSeconds(3),
                      () -> {
                        throw full;
                      }))
          .isSameAs(full);
    }
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "memory runs out while what was logged is sent in the background",
      outcome = "it is sent a little later")
  void sendingGoesOnAfterMemoryRanOut() throws InterruptedException {
    AtomicInteger tries = new AtomicInteger();
    try (TrackedRun run = tracking.resume("r1")) {
      run.sendOnlyWhile(
          () -> {
            if (tries.getAndIncrement() == 0) {
              throw new OutOfMemoryError("as if");
            }
            return true;
          });
      run.metric("loss", 1, 0);

      server.awaitBody("\"loss\"");
    }
    assertThat(tries.get()).isGreaterThan(1);
  }

  @Test
  void aFailureThatPassesIsNotSeen() {
    server.fail(2, 503, "busy");

    TrackedRun run = tracking.resume("r1");
    run.metric("loss", 1, 0);
    server.fail(1, 500, "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"oops\"}");
    run.finish(RunStatus.FINISHED);

    assertThat(server.bodies())
        .anySatisfy(body -> assertThat(body).contains("\"loss\""))
        .anySatisfy(body -> assertThat(body).contains("FINISHED"));
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "500 at every call, for good",
      outcome = "given up after some tries with TRACKING_SERVER_FAILED")
  void aFailureThatStaysIsReported() {
    server.fail(100, 500, "{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"disk full.\"}");

    UserFailure failure =
        catchThrowableOfType(UserFailure.class, () -> tracking.experiment("quickstart"));

    assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_SERVER_FAILED);
    assertThat(failure).hasMessageContaining("status 500: disk full.");
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "507 as the disk of the server is full",
      outcome = "DISK_FULL at once")
  void aFullDiskIsNotWaitedFor() {
    server.fail(1, 507, "{\"error_code\": \"RESOURCE_LIMIT_EXCEEDED\", \"message\": \"full\"}");

    assertThatThrownBy(() -> tracking.run("r1"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(MachineError.DISK_FULL));
    assertThat(tracking.run("r1").id()).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "400: the server refuses what it is asked",
      outcome = "not asked again; TRACKING_REQUEST_REFUSED")
  void whatTheServerRefusesIsNotRepeated() {
    server.fail(1, 400, "{\"error_code\": \"INVALID_PARAMETER_VALUE\", \"message\": \"no\"}");

    assertCode(TrackingError.TRACKING_REQUEST_REFUSED);
    assertThat(tracking.run("r1").id()).isEmpty();
  }

  @Test
  void aRunThatIsNotThereIsAskedForOnce() {
    int before = server.requests();
    server.fail(1, 404, "{\"error_code\": \"RESOURCE_DOES_NOT_EXIST\", \"message\": \"no run\"}");

    assertCode(TrackingError.TRACKING_NOT_FOUND);
    assertThat(server.requests()).isEqualTo(before + 1);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "403 for a foreign host, 403 for credentials, and 401",
      outcome = "told apart: TRACKING_HOST_REFUSED, TRACKING_ACCESS_REFUSED")
  void aRefusedHostIsToldFromRefusedCredentials() {
    server.fail(1, 403, "Invalid Host header - possible DNS rebinding attack detected");
    assertCode(TrackingError.TRACKING_HOST_REFUSED);

    server.fail(1, 403, "{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"go away\"}");
    assertCode(TrackingError.TRACKING_ACCESS_REFUSED);

    server.fail(1, 401, "You are not authenticated.");
    assertCode(TrackingError.TRACKING_ACCESS_REFUSED);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "answers of a server that is not MLflow",
      outcome = "TRACKING_ANSWER_UNREADABLE")
  void aServerOfAnotherKindIsRecognised() {
    server.fail(1, 404, "<html>Not Found</html>");
    assertCode(TrackingError.TRACKING_ANSWER_UNREADABLE);

    server.fail(1, 200, "<html>Welcome</html>");
    assertCode(TrackingError.TRACKING_ANSWER_UNREADABLE);
  }

  @ParameterizedTest
  @CsvSource({
    "400, TRACKING_ANSWER_UNREADABLE",
    "401, TRACKING_ACCESS_REFUSED",
    "405, TRACKING_ANSWER_UNREADABLE",
    "501, TRACKING_ANSWER_UNREADABLE",
    "502, TRACKING_SERVER_FAILED",
    "503, TRACKING_SERVER_FAILED"
  })
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the first answer is a page of HTML with a status of 400 and more",
      outcome =
          "TRACKING_ANSWER_UNREADABLE; TRACKING_ACCESS_REFUSED for 401, and TRACKING_SERVER_FAILED"
              + " for what a proxy says whose server is away")
  void aWebServerOfAnotherKindIsRecognisedAtOnce(int status, TrackingError expected) {
    server.fail(100, status, "<!DOCTYPE HTML>\n<html>Sorry</html>");

    assertThatThrownBy(
            () ->
                Tracking.connect(
                    TrackingSettings.of(server.address()),
                    folder,
                    new Patience(Duration.ofSeconds(60), Duration.ZERO)))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(expected))
        .hasMessageContaining("status " + status)
        .hasMessageNotContaining("DOCTYPE");
  }

  @Test
  void whatAServerThatIsKnownRefusesIsStillItsOwn() {
    server.fail(1, 413, "<html>Request Entity Too Large</html>");

    assertCode(TrackingError.TRACKING_REQUEST_REFUSED);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the server ends in the midst of a run",
      outcome = "it is said which run cannot be logged to")
  void aRunTellsThatItsMetricsCannotBeSent() {
    TrackedRun run = tracking.resume("r1");
    run.metric("loss", 1, 0);
    server.close();

    assertThatThrownBy(run::flush)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_UNREACHABLE))
        .hasMessageContaining("log to run r1");
    assertThatThrownBy(() -> run.finish(RunStatus.FINISHED)).isInstanceOf(UserFailure.class);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "restarted while 5,000 points are logged",
      outcome = "each point once, in order")
  void loggingGoesOnWhileTheServerIsAwayAndNothingOfItIsLost() throws Exception {
    TrackedRun run = tracking.resume("r1");
    server.fail(2, 503, "restarting");
    for (int step = 0; step < 5000; step++) {
      run.metric("loss", 1, step);
      if (step % 100 == 0 && run.sendIfReachable()) {
        assertThat(run.unsent(0, 1000).lines()).isEmpty();
      }
    }
    run.finish(RunStatus.FINISHED);

    assertThat(stepsSent()).containsExactlyElementsOf(IntStream.range(0, 5000).boxed().toList());
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "404 of a gateway in front of the server",
      outcome = "asked again; each point once")
  void aGatewayThatAnswersInPlaceOfTheServerDoesNotEndARun() throws Exception {
    TrackedRun run = tracking.resume("r1");
    server.fail(1, 404, "<html>no such backend</html>");
    run.metric("loss", 1, 0);
    assertThat(run.sendIfReachable()).isFalse();
    run.metric("loss", 1, 1);
    run.finish(RunStatus.FINISHED);

    assertThat(stepsSent()).containsExactly(0, 1);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "away until the process ends",
      outcome = "another process sends what was kept; each point once")
  void whatIsLeftCanBeSentByAnotherProcess() throws Exception {
    TrackedRun run = tracking.resume("r1");
    server.fail(1000, 503, "gone");
    run.metric("loss", Double.NaN, 0);
    run.tag("note", "zwölf\n\"Boxkämpfer\"");
    assertThat(run.sendIfReachable()).isFalse();
    UnsentLines first = run.unsent(0, 1 << 20);
    run.metric("loss", 1, 1);
    run.end(RunStatus.FINISHED);
    assertThatThrownBy(() -> run.finishSending(Duration.ZERO)).isInstanceOf(UserFailure.class);
    UnsentLines second = run.unsent(first.end(), 1 << 20);
    run.stop();
    server.recover();

    tracking.send("r1", List.of(first.lines(), second.lines()));

    assertThat(stepsSent()).containsExactly(0, 1);
    assertThat(server.bodies())
        .anySatisfy(body -> assertThat(body).contains("zwölf\\n\\\"Boxkämpfer"))
        .last()
        .asString()
        .contains("FINISHED", "end_time");
  }

  private List<Integer> stepsSent() throws IOException {
    List<Integer> steps = new ArrayList<>();
    for (String body : server.bodies()) {
      new ObjectMapper()
          .readTree(body)
          .path("metrics")
          .forEach(metric -> steps.add(metric.path("step").asInt()));
    }
    return steps;
  }

  @Test
  void aRunsMetricsAreSentInTheBackground() throws InterruptedException {
    try (TrackedRun run = tracking.resume("r1")) {
      run.metric("loss", 1, 0);

      server.awaitBody("\"loss\"");
    }
  }

  @Test
  void aLongParameterIsCut() {
    try (TrackedRun run = tracking.resume("r1")) {
      run.parameters(Map.of("alphabet", "x".repeat(10_000)));
      run.flush();
    }
    assertThat(server.bodies()).last().asString().contains("x…").hasSizeLessThan(6200);
  }

  private void assertCode(TrackingError expected) {
    assertThatThrownBy(() -> tracking.run("r1"))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(expected));
  }
}
