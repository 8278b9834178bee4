package org.wavetrain.local.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Parameters;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.definition.StageDescriptor;
import org.wavetrain.stage.Stage;
import org.wavetrain.stage.StageContext;

class RunningStagesTest {
  /** Of 4096 MiB, 1536 are kept back. */
  private final RunningStages running =
      new RunningStages(
          new RunSettings(Path.of("home"), Map.of(), new Machine(8, 4096), 3),
          new KnownStages(
              List.of(
                  new Growing("one"),
                  new Growing("two"),
                  new Growing("three"),
                  new Growing("late"),
                  new Plain("plain"))));

  @Test
  void oneStageAloneIsAdmittedHoweverMuchItNeeds() {
    assertThat(running.admits(stage("one", 100_000))).isTrue();
  }

  @Test
  void moreAreAdmittedAsLongAsTheirMemoryFits() throws IOException {
    start("one", 2000);

    assertThat(running.admits(stage("two", 560))).isTrue();
    assertThat(running.admits(stage("two", 561))).isFalse();
    running.ended("one");
    assertThat(running.admits(stage("two", 2561))).isTrue();
  }

  @Test
  void aStageNeedsWhatItDeclaresUnlessItSaysWhatItsParametersTake() throws IOException {
    start("one", 2560 - 256);
    assertThat(running.admits(stage("plain", 1000))).isTrue();
    running.ended("one");
    start("one", 2560 - 255);
    assertThat(running.admits(stage("plain", 1000))).isFalse();
  }

  @Test
  void noMoreAreAdmittedThanMayRunSideBySide() throws IOException {
    start("one", 10);
    start("two", 10);
    assertThat(running.admits(stage("late", 10))).isTrue();
    start("three", 10);
    assertThat(running.admits(stage("late", 10))).isFalse();
  }

  @Test
  void nothingStartsOnceAllWereAskedToStop() throws Exception {
    running.stop();

    assertThat(running.start(stage("late", 10), () -> started("late", null))).isEmpty();
  }

  @Test
  void whatIsBeingMadeIsKnown() throws IOException {
    start("one", 10);

    assertThat(running.makes(key("one"))).isTrue();
    assertThat(running.makes(key("two"))).isFalse();
  }

  private void start(String name, long memory) throws IOException {
    Process process = new ProcessBuilder("true").start();
    assertThat(running.start(stage(name, memory), () -> started(name, process))).isPresent();
  }

  private static PlannedStage stage(String name, long memory) {
    return Sketches.stage(name, Map.of("memory", memory));
  }

  private static StartedStage started(String name, Process process) {
    return new StartedStage(
        name,
        key(name),
        new ChildProcess(process, Duration.ofMinutes(1)),
        Path.of(name + ".log"),
        0);
  }

  private static ArtifactKey key(String name) {
    return new ArtifactKey(name, Sha256.of(name));
  }

  /** Needs what it declares. */
  private static class Plain implements Stage {
    private final String kind;

    Plain(String kind) {
      this.kind = kind;
    }

    @Override
    public StageDescriptor descriptor() {
      return new StageDescriptor(kind, "1", "For a test.", List.of(), List.of(), 256);
    }

    @Override
    public Duration roughEstimate(Parameters parameters) {
      return Duration.ZERO;
    }

    @Override
    public void run(StageContext context) {
      throw new AssertionError("only asked what it needs");
    }
  }

  /** Needs what its parameter says. */
  private static final class Growing extends Plain {
    Growing(String kind) {
      super(kind);
    }

    @Override
    public long memoryMebibytes(Parameters parameters) {
      return parameters.integer("memory");
    }
  }
}
