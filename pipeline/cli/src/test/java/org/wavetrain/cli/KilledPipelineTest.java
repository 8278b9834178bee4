package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.Trials;

/**
 * Whole runs that end at a moment that nobody has chosen: in decoding, training, writing a
 * checkpoint, uploading, publishing or registering. Their servers are embedded and end with them.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledPipelineTest {
  private static final int STEPS = 10;
  private static final int DONE = 0;
  private static final int USER_FAILURE = 2;
  private static final int KILLED = 137;
  private static final int STOPPED = 143;
  private static final double SOONER = 0.7;
  private static final Duration MOST_TO_STOP = Duration.ofSeconds(30);

  private Path folder;
  private Path file;
  private MadeContent undisturbed;
  private Duration length;

  @BeforeAll
  void runUndisturbed(@TempDir Path temporary) throws Exception {
    folder = temporary;
    file = SmallPipeline.write(folder, STEPS);
    Path home = folder.resolve("undisturbed");
    long startedNanos = System.nanoTime();
    requireDone(home);
    length = Duration.ofNanos(System.nanoTime() - startedNanos);
    undisturbed = MadeContent.of(home);
    assertThat(undisturbed.artifacts()).hasSameSizeAs(SmallPipeline.STAGES);
    assertThat(undisturbed.champion()).hasValue(1);
    assertThat(undisturbed.unended()).isZero();
  }

  private Process start(Path home) throws IOException {
    Files.createDirectories(home);
    return ProgramProcess.start(
        Map.of(), home.resolve("run.log"), "run", file.toString(), "--home", home.toString());
  }

  private void requireDone(Path home) throws IOException, InterruptedException {
    int status = start(home).waitFor();
    assertThat(status).as(Files.readString(home.resolve("run.log"))).isZero();
  }

  private record Run(Process process, Path home) {}

  /**
   * Starts a run and waits for a moment, by chance, of the trial's share of the time that one
   * takes. Where the machine has become quicker, so that it has ended by then, another one for
   * less.
   */
  private Run startUntil(String name, SplittableRandom random, int trial, long trials)
      throws IOException, InterruptedException {
    double share = (trial + random.nextDouble()) / trials;
    for (int attempt = 0; ; attempt++) {
      Path home = folder.resolve(name + "-" + trial + "-" + attempt);
      Process process = start(home);
      if (!process.waitFor((long) (share * length.toMillis()), TimeUnit.MILLISECONDS)) {
        return new Run(process, home);
      }
      assertThat(process.exitValue()).as(Files.readString(home.resolve("run.log"))).isZero();
      share *= SOONER;
    }
  }

  private static IntStream kills() {
    return Trials.orUsually(2);
  }

  @ParameterizedTest
  @MethodSource("kills")
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of the runner or of a stage at a random moment of a whole run",
      outcome =
          "the next run ends with the same artifact keys and the same weights as an undisturbed"
              + " one, bit for bit, and with one version in service")
  void theNextRunEndsAsAnUndisturbedOne(int trial, TestReporter reporter) throws Exception {
    SplittableRandom random = new SplittableRandom(trial);
    Run started = startUntil("killed", random, trial, kills().count());
    Process run = started.process();
    Path home = started.home();
    List<ProcessHandle> stages = run.descendants().toList();
    boolean runner = stages.isEmpty() || random.nextBoolean();
    ProcessHandle victim = runner ? run.toHandle() : stages.get(random.nextInt(stages.size()));
    assumeTrue(victim.isAlive(), "it has ended by itself");
    victim.destroyForcibly();
    reporter.publishEntry(
        "killed", (runner ? "the runner" : "a stage") + " after: " + lastWords(home));

    assertThat(run.waitFor()).isIn(DONE, USER_FAILURE, KILLED);
    requireDone(home);
    assertThat(MadeContent.of(home)).isEqualTo(undisturbed);
  }

  private static String lastWords(Path home) throws IOException {
    List<String> lines = Files.readAllLines(home.resolve("run.log"));
    return lines.isEmpty() ? "nothing" : lines.get(lines.size() - 1);
  }

  private static IntStream stops() {
    return Trials.orUsually(1);
  }

  @ParameterizedTest
  @MethodSource("stops")
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGTERM of the runner at a random moment of a whole run",
      outcome =
          "all ends within 30 seconds with exit status 143, and the next run ends as an"
              + " undisturbed one, bit for bit")
  void aRunThatIsToldToStopDoesSoAndTheNextOneEndsAsAnUndisturbedOne(
      int trial, TestReporter reporter) throws Exception {
    SplittableRandom random = new SplittableRandom(-1 - trial);
    Run started = startUntil("stopped", random, trial, stops().count());
    Process run = started.process();
    Path home = started.home();
    List<ProcessHandle> stages = run.descendants().toList();
    run.toHandle().destroy();
    reporter.publishEntry("stopped", "after: " + lastWords(home));

    assertThat(run.waitFor(MOST_TO_STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(stages).noneMatch(ProcessHandle::isAlive);
    if (run.exitValue() != STOPPED) {
      assertThat(run.exitValue()).isEqualTo(DONE);
      assertThat(MadeContent.of(home)).isEqualTo(undisturbed);
    }
    requireDone(home);
    assertThat(MadeContent.of(home)).isEqualTo(undisturbed);
  }
}
