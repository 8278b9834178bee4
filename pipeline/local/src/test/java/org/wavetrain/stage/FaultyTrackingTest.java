package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.DoneButRefused;
import org.wavetrain.faults.HttpFault.LateAnswer;
import org.wavetrain.faults.HttpFault.LostAnswer;
import org.wavetrain.faults.HttpFault.LostRequest;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.faults.HttpFault.ResetWithinAnswer;
import org.wavetrain.faults.HttpFault.ResetWithinRequest;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingError;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Something goes wrong once, at each call in turn of all that tracks a run and registers what it
 * made. The server is the embedded one, behind a proxy.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultyTrackingTest {
  private EmbeddedServers servers;
  private FaultProxy proxy;
  private Tracking faulty;
  private URI server;
  private int names;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    servers = EmbeddedServers.start(home, Map.of());
    server = URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE));
    proxy = new FaultProxy(server);
    faulty = Tracking.connect(proxy.address());
  }

  @AfterAll
  void stop() throws IOException {
    faulty.close();
    proxy.close();
    servers.close();
  }

  private String freshName() {
    names++;
    return "faulty-" + names;
  }

  private int calls() {
    proxy.plan(FaultPlan.NONE);
    int before = proxy.requests().size();
    TrackedWork.of(faulty, freshName());
    return proxy.requests().size() - before;
  }

  private void assertIsAskedAgain(HttpFault fault) {
    int calls = calls();
    for (int call = 0; call < calls; call++) {
      String name = freshName();
      proxy.plan(FaultPlan.only(call, fault));
      TrackedWork.of(faulty, name);
      TrackedWork.assertComplete(server, name);
    }
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "500 at each call",
      outcome = "asked again; the run is complete, there is one version and one alias")
  void anErrorIsAskedAgain() {
    assertIsAskedAgain(Refused.mlflow(500, "INTERNAL_ERROR"));
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "500 at each call, after the change was made",
      outcome = "looked for before it is asked again: one run, each point once, one version")
  void anErrorAfterTheDeedDoublesNothing() {
    assertIsAskedAgain(new DoneButRefused(Refused.mlflow(500, "INTERNAL_ERROR")));
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "503 at each call, as while a server is restarted",
      outcome = "asked again; the run is complete")
  void aServerThatIsRestartedIsAskedAgain() {
    assertIsAskedAgain(new Refused(503, Map.of("Content-Type", "text/html"), "<html>busy</html>"));
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "a database that is locked, at each call",
      outcome = "asked again; the run is complete")
  void aLockedDatabaseIsAskedAgain() {
    assertIsAskedAgain(
        new Refused(
            500,
            Map.of("Content-Type", "application/json"),
            "{\"error_code\":\"INTERNAL_ERROR\",\"message\":"
                + "\"(sqlite3.OperationalError) database is locked\"}"));
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "connection reset before each call",
      outcome = "asked again; the run is complete")
  void aLostRequestIsSentAgain() {
    assertIsAskedAgain(new LostRequest());
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "connection reset instead of each answer",
      outcome = "looked for before it is asked again: one run, each point once, one version")
  void aLostAnswerDoublesNothing() {
    assertIsAskedAgain(new LostAnswer());
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "connection reset within each request and within each answer",
      outcome = "asked again; the run is complete, nothing is double")
  void whatBreaksOffIsAskedAgain() {
    assertIsAskedAgain(new ResetWithinRequest(5));
    assertIsAskedAgain(new ResetWithinAnswer(5));
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "each answer late",
      outcome = "waited for; the run is complete")
  void aSlowServerIsWaitedFor() {
    String name = freshName();
    proxy.plan(FaultPlan.always(request -> true, new LateAnswer(Duration.ofMillis(300))));
    TrackedWork.of(faulty, name);
    TrackedWork.assertComplete(server, name);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "403 of a server that does not know the host that it was called by",
      outcome = "refused at once with TRACKING_HOST_REFUSED, which names --allowed-hosts")
  void aForeignHostIsNamed() {
    proxy.plan(
        FaultPlan.always(
            request -> true,
            new Refused(
                403,
                Map.of("Content-Type", "text/plain"),
                "Invalid Host header - possible DNS rebinding attack detected")));
    assertThatThrownBy(() -> TrackedWork.of(faulty, freshName()))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_HOST_REFUSED);
              assertThat(failure.remedy()).contains("--allowed-hosts");
            });
  }
}
