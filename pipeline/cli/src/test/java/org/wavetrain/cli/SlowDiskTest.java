package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.SlowDisk;

/** A whole run, servers and all, whose writes take long. */
@Tag("slow")
class SlowDiskTest {
  private static final int STEPS = 2;
  private static final Duration WRITE = Duration.ofNanos(300_000);
  private static final Duration FLUSH = Duration.ofMillis(20);

  @TempDir private Path folder;

  @Test
  @Fault(
      area = FaultArea.DISK,
      injected = "a disk on which each write and each flush of a whole run takes long",
      outcome = "the run ends as on a quick disk, bit for bit, with one version in service")
  void aRunOnASlowDiskEndsAsOnAQuickOne() throws Exception {
    assumeTrue(SlowDisk.isPossible(), "this machine has no strace, or does not let it work");
    Path pipeline = SmallPipeline.write(folder, STEPS);
    MadeContent quick = made(pipeline, "quick", command -> command);
    MadeContent slow = made(pipeline, "slow", command -> SlowDisk.with(WRITE, FLUSH, command));
    assertThat(slow).isEqualTo(quick);
    assertThat(slow.champion()).hasValue(1);
  }

  private MadeContent made(Path pipeline, String name, UnaryOperator<List<String>> disk)
      throws IOException, InterruptedException {
    Path home = Files.createDirectory(folder.resolve(name));
    Path log = home.resolve("run.log");
    List<String> command =
        ProgramProcess.command("run", pipeline.toString(), "--home", home.toString());
    int status = ProgramProcess.start(Map.of(), log, disk.apply(command)).waitFor();
    assertThat(status).as(Files.readString(log)).isZero();
    return MadeContent.of(home);
  }
}
