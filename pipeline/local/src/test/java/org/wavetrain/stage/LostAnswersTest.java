package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.LostAnswer;
import org.wavetrain.faults.HttpFault.LostRequest;
import org.wavetrain.faults.HttpHead;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.Patience;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * Requests that make something, where the answer does not arrive. The server is the embedded one,
 * or the one whose address the variable {@code WAVETRAIN_TEST_MLFLOW_URL} holds.
 */
class LostAnswersTest {
  private static final Map<String, String> TAGS = Map.of("wavetrain.artifact_key", "export/1");

  private EmbeddedServers servers;
  private FaultProxy proxy;
  private Tracking tracking;
  private Tracking direct;
  private String name;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    Map<String, String> environment = new HashMap<>();
    Optional.ofNullable(System.getenv("WAVETRAIN_TEST_MLFLOW_URL"))
        .ifPresent(address -> environment.put(TrackingSettings.ADDRESS_VARIABLE, address));
    servers = EmbeddedServers.start(home, environment);
    proxy =
        new FaultProxy(URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE)));
    tracking = Tracking.connect(proxy.address());
    direct =
        Tracking.connect(URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE)));
    name = "lost " + System.nanoTime();
  }

  @AfterEach
  void stop() throws IOException {
    tracking.close();
    direct.close();
    proxy.close();
    servers.close();
  }

  private void loseTheNext(HttpFault loss) {
    proxy.plan(FaultPlan.first(1, request -> true, loss));
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the answer to the start of a run is lost",
      outcome = "the run is found, not started twice")
  void aRunIsStartedOnce() {
    String experiment = tracking.experiment(name);
    RunRequest request = new RunRequest(experiment, "run", Optional.of("parent"), TAGS);
    loseTheNext(new LostAnswer());

    try (TrackedRun run = tracking.start(request)) {
      assertThat(tracking.search(experiment, RunSearch.matching("")))
          .extracting(RunSummary::id)
          .containsExactly(run.id());
    }
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the request to start a run is lost, and an equal run is there",
      outcome = "a new run is started")
  void anEqualRunThatWasThereBeforeIsNotTakenForIt() {
    String experiment = tracking.experiment(name);
    RunRequest request = new RunRequest(experiment, "run", Optional.empty(), TAGS);
    try (TrackedRun before = tracking.start(request)) {
      loseTheNext(new LostRequest());

      try (TrackedRun run = tracking.start(request)) {
        assertThat(run.id()).isNotEqualTo(before.id());
      }
    }
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the answer to the registration of a version is lost",
      outcome = "one version")
  void aVersionIsRegisteredOnce() {
    String experiment = tracking.experiment(name);
    String run;
    try (TrackedRun started =
        tracking.start(new RunRequest(experiment, "run", Optional.empty(), Map.of()))) {
      run = started.id();
    }
    tracking.registry().ensureModel(name);
    loseTheNext(new LostAnswer());

    ModelVersion version = tracking.registry().createVersion(name, "s3://a/b", run, TAGS, "wer 1");

    assertThat(tracking.registry().versions(name)).containsExactly(version);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected =
          "a request to start a run or to register a version arrives after it was given up and"
              + " looked for, while it is made again",
      outcome = "one run, one version")
  void whatArrivesLateIsNotThereTwice() {
    Patience patience = new Patience(Duration.ofSeconds(2), Duration.ofMinutes(1));
    try (Tracking impatient = Tracking.connect(TrackingSettings.of(proxy.address()), patience)) {
      String experiment = tracking.experiment(name);
      proxy.plan(new HeldBack("runs/create", () -> !runs(experiment).isEmpty()));
      RunRequest request = new RunRequest(experiment, "run", Optional.empty(), TAGS);
      String run;
      try (TrackedRun started = impatient.start(request)) {
        run = started.id();
      }
      assertThat(runs(experiment)).extracting(RunSummary::id).containsExactly(run);

      tracking.registry().ensureModel(name);
      proxy.plan(new HeldBack("model-versions/create", () -> !versions().isEmpty()));
      ModelVersion version =
          impatient.registry().createVersion(name, "s3://a/b", run, TAGS, "wer 1");
      assertThat(version.version()).isEqualTo(1);
      assertThat(versions()).extracting(ModelVersion::version).containsExactly(1);
    }
  }

  private List<RunSummary> runs(String experiment) {
    return direct.search(experiment, RunSearch.matching(""));
  }

  private List<ModelVersion> versions() {
    return direct.registry().versions(name);
  }

  /** Lets the first such request arrive right before the second one. */
  private static final class HeldBack implements FaultPlan {
    private final String path;
    private final BooleanSupplier arrived;
    private final AtomicInteger seen = new AtomicInteger();
    private final CountDownLatch askedAgain = new CountDownLatch(1);

    HeldBack(String path, BooleanSupplier arrived) {
      this.path = path;
      this.arrived = arrived;
    }

    @Override
    public Optional<HttpFault> of(HttpHead request) {
      if (request.target().endsWith(path)) {
        try {
          if (seen.getAndIncrement() == 0) {
            askedAgain.await();
          } else {
            askedAgain.countDown();
            while (!arrived.getAsBoolean()) {
              Thread.sleep(20);
            }
          }
        } catch (InterruptedException interruption) {
          Thread.currentThread().interrupt();
        }
      }
      return Optional.empty();
    }
  }
}
