package org.wavetrain.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FlushedFiles;
import org.wavetrain.faults.SlowDisk;

final class DurableStoreTest {
  @TempDir private Path folder;

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected =
          "nothing: the calls of the embedded object store, as they would meet a loss of power",
      outcome = "the disk has each object, and the folders above it, before the store says so")
  void theDiskHasAnObjectBeforeTheStoreSaysSo() throws Exception {
    assumeTrue(SlowDisk.isPossible(), "this machine has no strace, or does not let it work");
    Path store = Files.createDirectory(folder.resolve("s3")).toRealPath();
    Path record = folder.resolve("calls");
    List<String> program =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            DurableStoreTrial.class.getName(),
            store.toString());

    int status =
        new ProcessBuilder(FlushedFiles.with(record, program)).inheritIO().start().waitFor();

    assertThat(status).isZero();
    Path bucket = store.resolve(DurableStoreTrial.BUCKET);
    Path whole = bucket.resolve(DurableStoreTrial.WHOLE);
    Path inParts = bucket.resolve(DurableStoreTrial.IN_PARTS);
    assertThat(FlushedFiles.read(record))
        .containsSubsequence(whole, whole.getParent(), bucket, inParts, inParts.getParent());
  }
}
