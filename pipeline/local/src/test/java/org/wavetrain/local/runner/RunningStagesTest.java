package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;

class RunningStagesTest {
  /** Of 4096 MiB, 1536 are kept back. */
  private final RunningStages running =
      new RunningStages(new RunSettings(Path.of("home"), Map.of(), new Machine(8, 4096), 3));

  @Test
  void oneStageAloneIsAdmittedHoweverMuchItNeeds() {
    assertThat(running.admits(100_000)).isTrue();
  }

  @Test
  void moreAreAdmittedAsLongAsTheirMemoryFits() throws IOException {
    start("one", 2000);

    assertThat(running.admits(560)).isTrue();
    assertThat(running.admits(561)).isFalse();
    running.ended("one");
    assertThat(running.admits(2561)).isTrue();
  }

  @Test
  void noMoreAreAdmittedThanMayRunSideBySide() throws IOException {
    start("one", 10);
    start("two", 10);
    assertThat(running.admits(10)).isTrue();
    start("three", 10);
    assertThat(running.admits(10)).isFalse();
  }

  @Test
  void nothingStartsOnceAllWereAskedToStop() throws Exception {
    running.stop();

    assertThat(running.start(() -> stage("late", 10, null))).isEmpty();
  }

  @Test
  void whatIsBeingMadeIsKnown() throws IOException {
    start("one", 10);

    assertThat(running.makes(key("one"))).isTrue();
    assertThat(running.makes(key("two"))).isFalse();
  }

  private void start(String name, long memory) throws IOException {
    Process process = new ProcessBuilder("true").start();
    Optional<StartedStage> started = running.start(() -> stage(name, memory, process));
    assertThat(started).isPresent();
  }

  private static StartedStage stage(String name, long memory, Process process) {
    return new StartedStage(
        name, key(name), memory, new ChildProcess(process), Path.of(name + ".log"), 0);
  }

  private static ArtifactKey key(String name) {
    return new ArtifactKey(name, Sha256.of(name));
  }
}
