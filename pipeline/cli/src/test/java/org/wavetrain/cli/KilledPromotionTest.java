package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Moves;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** Promotions that die between any two of their steps, and are told again. */
@Tag("slow")
class KilledPromotionTest {
  private static final String MODEL = "words";
  private static final String CHAMPION = "champion";

  @TempDir private Path folder;

  private EmbeddedServers servers;
  private ArtifactStore store;
  private Tracking tracking;

  @BeforeEach
  void startServers() {
    servers = EmbeddedServers.start(folder.resolve("home"), Map.of());
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    tracking = Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()));
  }

  @AfterEach
  void stopServers() {
    tracking.close();
    store.close();
    servers.close();
  }

  @Test
  void aPromotionThatWasKilledAnywhereIsCompletedWhenItIsToldAgain() throws Exception {
    register(1);
    assertThat(promote(1, 0).exit()).isZero();
    int changes = promote(register(2), 0).changes();
    assertThat(changes).as("tags and the alias").isGreaterThan(3);

    int champion = 2;
    for (int fatal = 1; fatal <= changes; fatal++) {
      int version = register(2 + fatal);
      assertThat(promote(version, fatal).exit()).as("killed at change " + fatal).isNotZero();
      assertThat(version()).as("the alias is moved last").isEqualTo(champion);

      assertThat(promote(version, 0).exit()).isZero();
      assertThat(version()).isEqualTo(version);
      assertThat(champion().tags())
          .containsEntry("wavetrain.former_champion", Integer.toString(champion));
      champion = version;
    }
    assertThat(new Moves(store).of(MODEL))
        .extracting(Move::version)
        .as("each change is on record once")
        .containsExactlyElementsOf(IntStream.rangeClosed(1, champion).boxed().toList());
    assertThat(tracking.registry().versions(MODEL)).hasSize(champion);
  }

  private record Told(int exit, int changes) {}

  /**
   * Tells another process to promote.
   *
   * @param fatal at which of its changes of the registry it is killed; 0 for none
   */
  private Told promote(int version, int fatal) throws IOException, InterruptedException {
    URI server = URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE));
    try (KillingProxy proxy = new KillingProxy(server, fatal)) {
      Map<String, String> environment = new HashMap<>(servers.environment());
      environment.put(TrackingSettings.ADDRESS_VARIABLE, proxy.address());
      // Whoever comes next waits for the claim of the one that died.
      environment.put("WAVETRAIN_CLAIM_SECONDS", "3");
      Path log = folder.resolve("promote.log");
      Process process =
          ProgramProcess.start(
              environment,
              log,
              "promote",
              MODEL,
              Integer.toString(version),
              "--force",
              "--reason",
              "version " + version,
              "--home",
              folder.resolve("other").toString());
      proxy.kills(process);
      int exit = process.waitFor();
      if (fatal == 0) {
        assertThat(exit).as(Files.readString(log)).isZero();
      }
      return new Told(exit, proxy.changes());
    }
  }

  /** Registers the version with a number, which is the next one. */
  private int register(int number) {
    tracking.registry().ensureModel(MODEL);
    RunRequest request =
        new RunRequest(tracking.experiment(MODEL), "run " + number, Optional.empty(), Map.of());
    try (TrackedRun run = tracking.start(request)) {
      run.finish(RunStatus.FINISHED);
      return tracking
          .registry()
          .createVersion(MODEL, "s3://b/" + number, run.id(), Map.of(), "")
          .version();
    }
  }

  private ModelVersion champion() {
    return tracking.registry().byAlias(MODEL, CHAMPION).orElseThrow();
  }

  private int version() {
    return champion().version();
  }
}
