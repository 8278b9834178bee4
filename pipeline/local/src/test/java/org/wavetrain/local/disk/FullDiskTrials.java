package org.wavetrain.local.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** The embedded servers on a small disk, which has a page less free space each time. */
final class FullDiskTrials {
  private static final long MOST_FREE_BYTES = 240 << 10;
  private static final int PAGE_BYTES = 4096;
  private static final int TAG_CHARACTERS = 4000;

  private final Path disk;
  private final Path scratch = Files.createTempDirectory("full-disk");
  private final ArtifactStore store;
  private final Tracking tracking;
  private final String experiment;
  private int refused;

  private FullDiskTrials(Path disk, ArtifactStore store, Tracking tracking) throws IOException {
    this.disk = disk;
    this.store = store;
    this.tracking = tracking;
    this.experiment = tracking.experiment("full");
  }

  /** The disk. */
  public static void main(String[] arguments) throws IOException {
    Path disk = Path.of(arguments[0]);
    try (EmbeddedServers servers = EmbeddedServers.start(disk.resolve("home"), Map.of());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()))) {
      new FullDiskTrials(disk, store, tracking).run();
    }
  }

  private void run() throws IOException {
    int trials = 0;
    for (long free = MOST_FREE_BYTES; free >= 0; free -= PAGE_BYTES) {
      trial(free);
      trials++;
    }
    System.out.printf("%d of %d trials met a full disk%n", refused, trials);
    // Writes that fit, and writes of all that follows.
    assertThat(refused).isBetween(trials / 4, trials - 1);
    assertThat(tracking.search(experiment, RunSearch.matching("attributes.status = 'FINISHED'")))
        .hasSizeGreaterThanOrEqualTo(trials);
  }

  private void trial(long free) throws IOException {
    StoreWork work =
        new StoreWork(store, new ArtifactKey("finetune", Sha256.of("free " + free)), scratch);
    work.checkpoint(1);
    try (Ballast ballast = Ballast.leaving(disk, free)) {
      goOn(work);
    } catch (UserFailure failure) {
      assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(MachineError.DISK_FULL);
      assertThat(failure).hasMessageContaining(disk.toString());
      refused++;
    }
    work.assertRestores(1L, 2L);
    work.assertNotHalfPublished();

    goOn(work);
    work.assertRestores(2L);
    assertThat(store.find(work.key())).isPresent();
    work.clear();
  }

  private void goOn(StoreWork work) throws IOException {
    RunRequest request =
        new RunRequest(experiment, "run", Optional.empty(), Map.of("key", work.key().toString()));
    try (TrackedRun run = tracking.start(request)) {
      work.checkpoint(2);
      run.metric("loss", 1, 1);
      run.tag("note", "x".repeat(TAG_CHARACTERS));
      run.flush();
      work.publish();
      run.finish(RunStatus.FINISHED);
    }
  }
}
