package org.wavetrain.local.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SmallDisk;

/** The embedded servers in a process of its own whose home is on a small disk. */
@Tag("slow")
class SmallDiskTest {
  private static final int KIBIBYTES = 24 << 10;

  @TempDir private Path folder;

  @BeforeAll
  static void requireSmallDisks() throws IOException, InterruptedException {
    assumeTrue(SmallDisk.isPossible(), "this machine does not let a process mount a disk");
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a disk that is full, at each page that checkpoints, artifacts and runs write",
      outcome = "DISK_FULL names it; the checkpoint before is whole, and the next run goes well")
  void aFullDiskHarmsNothing() throws Exception {
    assertEndsWell(FullDiskTrials.class);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a full disk below a home while a pipeline runs, with ever less free space",
      outcome = "DISK_FULL is told, and the same command goes on where it ended")
  void aPipelineOnAFullDiskGoesOnLater() throws Exception {
    assertEndsWell(FullHomeTrials.class);
  }

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a disk that becomes read-only, within a stage and before a run",
      outcome = "DISK_READ_ONLY or HOME_UNUSABLE names it; the checkpoint before is whole")
  void aReadOnlyDiskHarmsNothing() throws Exception {
    assertEndsWell(ReadOnlyDiskTrials.class);
  }

  private void assertEndsWell(Class<?> trials) throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Path log = folder.resolve("log");
    List<String> program =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            trials.getName(),
            disk.toString());
    int status =
        new ProcessBuilder(SmallDisk.with(disk, KIBIBYTES, program))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    assertThat(status).as(() -> read(log)).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }
}
