package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FlushedFiles;
import org.wavetrain.faults.SlowDisk;

final class DurableTrackingTest {
  @TempDir private Path temporary;

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected =
          "nothing: the calls of the embedded tracking server, as they would meet a loss of power",
      outcome = "the disk has what was logged, and which version is in service, before it says so")
  void theDiskHasWhatWasTrackedBeforeTheServerSaysSo() throws Exception {
    assumeTrue(SlowDisk.isPossible(), "this machine has no strace, or does not let it work");
    Path folder = temporary.toRealPath();
    Path database = folder.resolve("tracking.db");
    Path record = folder.resolve("calls");
    List<String> program =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DurableTrackingTrial.class.getName(),
            database.toString(),
            folder.toString());

    int status =
        new ProcessBuilder(FlushedFiles.with(record, program)).inheritIO().start().waitFor();

    assertThat(status).isZero();
    Path log = folder.resolve("tracking.db-wal");
    assertThat(FlushedFiles.read(record))
        .containsSubsequence(
            folder.resolve(DurableTrackingTrial.BEGUN),
            log,
            folder.resolve(DurableTrackingTrial.LOGGED),
            log,
            folder.resolve(DurableTrackingTrial.IN_SERVICE));
  }
}
