package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.Trials;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** The tracking server itself is restarted, or its database is in the hands of another program. */
@Tag("slow")
class RestartedTrackingTest {
  private static final int STEPS = 2000;
  private static final long LOCKED_SECONDS = 3;

  @TempDir private Path home;
  private EmbeddedServers servers;
  private FaultProxy proxy;
  private Tracking tracking;

  static IntStream trials() {
    return Trials.orUsually(5);
  }

  @BeforeEach
  void start() throws IOException {
    servers = EmbeddedServers.start(home, Map.of());
    proxy = new FaultProxy(server());
    tracking = Tracking.connect(proxy.address());
  }

  @AfterEach
  void stop() throws IOException {
    tracking.close();
    proxy.close();
    servers.close();
  }

  private URI server() {
    return URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE));
  }

  private void restart() {
    servers.close();
    servers = EmbeddedServers.start(home, Map.of());
    proxy.redirect(server());
  }

  @ParameterizedTest
  @MethodSource("trials")
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "restarted twice at random moments of a run that logs",
      outcome = "the run is complete, each point once")
  void aServerThatIsRestartedLosesNothing(int trial) {
    Random random = new Random(trial);
    List<Integer> restarts = List.of(random.nextInt(STEPS), random.nextInt(STEPS));
    String experiment = tracking.experiment("restarted");
    String id;
    try (TrackedRun run =
        tracking.start(new RunRequest(experiment, "run", Optional.empty(), Map.of()))) {
      id = run.id();
      for (int step = 0; step < STEPS; step++) {
        run.metric("loss", 1.0 / (step + 1), step);
        if (step % 100 == 0) {
          run.sendIfReachable();
        }
        if (restarts.contains(step)) {
          restart();
        }
      }
      run.finish(RunStatus.FINISHED);
    }

    assertThat(tracking.run(id).status()).isEqualTo(RunStatus.FINISHED);
    assertThat(TrackedWork.steps(server(), id, "loss"))
        .containsExactlyElementsOf(LongStream.range(0, STEPS).boxed().toList());
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "the embedded server's database, locked by another program for seconds",
      outcome = "waited for; the run is complete, one version, one alias")
  void aDatabaseThatAnotherProgramLocksIsWaitedFor() throws Exception {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + home.resolve("tracking.db"));
        Statement statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      CompletableFuture<Void> release =
          CompletableFuture.runAsync(
              () -> commit(statement),
              CompletableFuture.delayedExecutor(LOCKED_SECONDS, TimeUnit.SECONDS));

      TrackedWork.of(tracking, "locked");

      assertThat(release).isCompleted();
    }
    TrackedWork.assertComplete(server(), "locked");
  }

  private static void commit(Statement statement) {
    try {
      statement.execute("COMMIT");
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
