package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.wavetrain.tracking.MetricHistory;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
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
  private static final int STEPS = 5;

  private EmbeddedServers servers;
  private FaultProxy proxy;
  private Tracking faulty;
  private Tracking sound;
  private int names;

  @BeforeAll
  void start(@TempDir Path home) throws IOException {
    servers = EmbeddedServers.start(home, Map.of());
    URI server = URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE));
    proxy = new FaultProxy(server);
    sound = Tracking.connect(server);
    faulty = Tracking.connect(proxy.address());
  }

  @AfterAll
  void stop() throws IOException {
    faulty.close();
    sound.close();
    proxy.close();
    servers.close();
  }

  private String freshName() {
    names++;
    return "faulty-" + names;
  }

  /** All that a pipeline asks of the tracking server. */
  private void work(String name) {
    String experiment = faulty.experiment(name);
    String id;
    try (TrackedRun run =
        faulty.start(new RunRequest(experiment, "run", Optional.empty(), Map.of("made", name)))) {
      id = run.id();
      run.parameters(Map.of("learning_rate", "0.1"));
      for (int step = 1; step <= STEPS; step++) {
        run.metric("loss", 1.0 / step, step);
      }
      run.tag("ended", "yes");
      run.finish(RunStatus.FINISHED);
    }
    faulty.registry().ensureModel(name);
    Map<String, String> tags = Map.of("wavetrain.artifact_key", name);
    ModelVersion version = faulty.registry().createVersion(name, "s3://a/b", id, tags, "wer 1");
    faulty.registry().tagVersion(name, version.version(), "verdict", "passed");
    faulty.registry().setAlias(name, "champion", version.version());
  }

  /** Everything is there, once. */
  private void assertComplete(String name) {
    String experiment = sound.findExperiment(name).orElseThrow();
    List<RunSummary> runs = sound.search(experiment, RunSearch.matching(""));
    assertThat(runs).hasSize(1);
    RunSummary run = runs.get(0);
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.parameters()).containsEntry("learning_rate", "0.1");
    assertThat(run.tags()).containsEntry("made", name).containsEntry("ended", "yes");
    MetricHistory losses = sound.history(run.id(), "loss");
    assertThat(losses.points()).hasSize(STEPS);
    List<ModelVersion> versions = sound.registry().versions(name);
    assertThat(versions).hasSize(1);
    assertThat(versions.get(0).tags()).containsEntry("verdict", "passed");
    assertThat(sound.registry().byAlias(name, "champion"))
        .hasValueSatisfying(champion -> assertThat(champion.version()).isEqualTo(1));
  }

  private int calls() {
    proxy.plan(FaultPlan.NONE);
    int before = proxy.requests().size();
    work(freshName());
    return proxy.requests().size() - before;
  }

  private void assertIsAskedAgain(HttpFault fault) {
    int calls = calls();
    for (int call = 0; call < calls; call++) {
      String name = freshName();
      proxy.plan(FaultPlan.only(call, fault));
      work(name);
      assertComplete(name);
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
    work(name);
    assertComplete(name);
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
    assertThatThrownBy(() -> work(freshName()))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_HOST_REFUSED);
              assertThat(failure.remedy()).contains("--allowed-hosts");
            });
  }
}
