package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Gates;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.promotion.DeclaredGates;
import org.wavetrain.promotion.Direction;
import org.wavetrain.promotion.Move;
import org.wavetrain.promotion.Moves;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** Processes that put versions in service at the same time. */
@Tag("slow")
class RacingPromotersTest {
  private static final String MODEL = "words";
  private static final int RACERS = 2;

  @TempDir private Path folder;

  private EmbeddedServers servers;
  private ArtifactStore store;
  private Tracking tracking;

  @BeforeEach
  void startServers() {
    servers = EmbeddedServers.start(folder.resolve("home"), Map.of());
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    tracking = Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()));
    tracking.registry().ensureModel(MODEL);
  }

  @AfterEach
  void stopServers() {
    tracking.close();
    store.close();
    servers.close();
  }

  @Test
  void oneOfTwoEquallyGoodVersionsWinsAndTheOtherIsToldOfIt() throws Exception {
    register(1, 0.5);
    tracking.registry().setAlias(MODEL, Promotion.CHAMPION, 1);
    List<Process> racers = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      register(2 + racer, 0.4);
    }
    for (int racer = 0; racer < RACERS; racer++) {
      racers.add(promote(2 + racer));
    }

    List<Integer> winners = new ArrayList<>();
    List<Integer> losers = new ArrayList<>();
    for (int racer = 0; racer < RACERS; racer++) {
      (racers.get(racer).waitFor() == 0 ? winners : losers).add(2 + racer);
    }

    assertThat(winners).as(log(2) + log(3)).hasSize(1);
    int winner = winners.get(0);
    assertThat(tracking.registry().byAlias(MODEL, Promotion.CHAMPION).orElseThrow().version())
        .isEqualTo(winner);
    assertThat(log(winner)).contains("It takes the place of version 1.");
    assertThat(log(losers.get(0)))
        .contains("wer less than the 0.4000 of version " + winner, "BROKEN");
    assertThat(new Moves(store).of(MODEL)).extracting(Move::version).containsExactly(winner);
  }

  private Process promote(int version) throws IOException {
    return ProgramProcess.start(
        servers.environment(),
        folder.resolve(version + ".log"),
        "promote",
        MODEL,
        Integer.toString(version),
        "--home",
        folder.resolve("other").toString());
  }

  private String log(int version) throws IOException {
    return Files.readString(folder.resolve(version + ".log"));
  }

  /** Registers the version with a number, which is the next one, with its figure. */
  private void register(int number, double wer) {
    Map<String, String> tags =
        new HashMap<>(new DeclaredGates("wer", Direction.LOWER, Gates.NONE).tags());
    tags.put(Promotion.KEY_TAG, new ArtifactKey("export", Sha256.of("" + number)).toString());
    tags.put(Promotion.CORPUS_TAG, "the same");
    tags.put(Promotion.METRIC_TAG_PREFIX + "wer", Double.toString(wer));
    RunRequest request =
        new RunRequest(tracking.experiment(MODEL), "run " + number, Optional.empty(), Map.of());
    try (TrackedRun run = tracking.start(request)) {
      run.finish(RunStatus.FINISHED);
      tracking.registry().createVersion(MODEL, "s3://b/" + number, run.id(), tags, "");
    }
  }
}
