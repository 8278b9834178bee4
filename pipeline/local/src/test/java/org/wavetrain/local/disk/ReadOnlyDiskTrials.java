package org.wavetrain.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.ErrorCode;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.SmallDisk;
import org.wavetrain.local.EmbeddedServerError;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.local.runner.HomeLock;

/** The embedded servers on a disk that the system makes read-only, and writable again. */
final class ReadOnlyDiskTrials {
  private ReadOnlyDiskTrials() {}

  /** The disk. */
  public static void main(String[] arguments) throws Exception {
    Path disk = Path.of(arguments[0]);
    Path home = disk.resolve("home");
    inTheMidstOfAStage(disk, home);
    beforeARun(disk, home);
  }

  private static void inTheMidstOfAStage(Path disk, Path home) throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.startStorage(home, Map.of());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()))) {
      StoreWork work =
          new StoreWork(
              store,
              new ArtifactKey("finetune", Sha256.of("read-only")),
              Files.createTempDirectory("read-only"));
      work.checkpoint(1);
      SmallDisk.remount(disk, false);

      assertRefused(() -> work.checkpoint(2), MachineError.DISK_READ_ONLY, disk);
      assertRefused(work::publish, MachineError.DISK_READ_ONLY, disk);
      work.assertRestores(1L);
      assertThat(store.find(work.key())).isEmpty();

      SmallDisk.remount(disk, true);
      work.checkpoint(2);
      work.publish();
      work.assertRestores(2L);
    }
  }

  private static void beforeARun(Path disk, Path home) throws IOException, InterruptedException {
    EmbeddedServers.start(home, Map.of()).close();
    SmallDisk.remount(disk, false);
    assertRefused(() -> HomeLock.take(home), EmbeddedServerError.HOME_UNUSABLE, home);
    assertRefused(
        () -> EmbeddedServers.start(home, Map.of()), EmbeddedServerError.HOME_UNUSABLE, home);
    SmallDisk.remount(disk, true);
    EmbeddedServers.start(home, Map.of()).close();
  }

  private static void assertRefused(ThrowingCallable write, ErrorCode code, Path named) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(code))
        .hasMessageContaining(named.toString());
  }
}
