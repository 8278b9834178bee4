package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.Trials;

/** Kills a training with SIGKILL again and again: what it makes must not show it. */
class KilledTrainingTest {
  private static final int KILLS = (int) Trials.orUsually(8).count();

  /** From the report of a loss, up to so long: an update, an evaluation or half a checkpoint. */
  private static final int LONGEST_DELAY_MICROSECONDS = 150_000;

  private static final int MOST_STEPS_A_LIFE = 9;
  private static final long NEVER = Long.MAX_VALUE;

  @TempDir Path directory;

  private final Random random = new Random(20);

  @Test
  @Tag("slow")
  @Fault(
      area = FaultArea.PROCESSES,
      injected =
          "SIGKILL of a training at random moments of an update, an evaluation or a"
              + " checkpoint, again and again",
      outcome =
          "each loss, the model and the last state are those of an undisturbed training,"
              + " bit for bit")
  void killedAtRandomPointsATrainingEndsAsAnUnbrokenOneBitForBit() throws Exception {
    Path unbroken = home("unbroken");
    TreeMap<Long, String> expected = new TreeMap<>();
    live(unbroken, NEVER, expected);
    assertThat(expected).hasSize(KillableTraining.STEPS);

    int kills = 0;
    for (int training = 0; kills < KILLS; training++) {
      Path home = home("killed-" + training);
      boolean ended = false;
      while (!ended) {
        boolean kill = kills < KILLS;
        long target = kill ? checkpoint(home) + 1 + random.nextInt(MOST_STEPS_A_LIFE) : NEVER;
        TreeMap<Long, String> losses = new TreeMap<>();
        ended = !live(home, target, losses);
        kills += ended ? 0 : 1;
        losses.forEach(
            (step, loss) -> assertThat(loss).as("loss " + step).isEqualTo(expected.get(step)));
      }
      assertSameFiles(home, unbroken);
    }
  }

  /**
   * Runs a training until it ends, or kills it some time after the update that is the target.
   *
   * @param losses gets the bits of each loss by step
   * @return whether it was killed
   */
  private boolean live(Path home, long target, Map<Long, String> losses) throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                KillableTraining.class.getName(),
                home.toString())
            .redirectError(Redirect.INHERIT)
            .start();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        String[] words = line.split(" ");
        losses.put(Long.parseLong(words[0]), words[1]);
        if (Long.parseLong(words[0]) == target) {
          LockSupport.parkNanos(1000L * random.nextInt(LONGEST_DELAY_MICROSECONDS));
          // The handle's, for the process's own closes what is left to read of its output.
          process.toHandle().destroyForcibly();
        }
      }
      int status = process.waitFor();
      assertThat(status).isIn(0, 137);
      return status != 0;
    } finally {
      process.destroyForcibly();
    }
  }

  private static void assertSameFiles(Path home, Path unbroken) throws IOException {
    Map<String, byte[]> expected = files(unbroken);
    Map<String, byte[]> actual = files(home);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((name, content) -> assertThat(content).as(name).isEqualTo(expected.get(name)));
  }

  private Path home(String name) throws IOException {
    return Files.createDirectories(directory.resolve(name));
  }

  /** The step of the newest checkpoint, 0 without any. */
  private static long checkpoint(Path home) throws IOException {
    Path folder = home.resolve(KillableTraining.CHECKPOINTS);
    if (!Files.exists(folder)) {
      return 0;
    }
    try (Stream<Path> states = Files.list(folder)) {
      return states
          .mapToLong(state -> Long.parseLong(state.getFileName().toString()))
          .max()
          .orElse(0);
    }
  }

  /** What a training made: the model, and the state with its evaluations. */
  private static Map<String, byte[]> files(Path home) throws IOException {
    Path output = home.resolve(KillableTraining.OUTPUT);
    Map<String, byte[]> contents = new TreeMap<>();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(output)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      contents.put(output.relativize(file).toString(), Files.readAllBytes(file));
    }
    assertThat(contents).containsKeys("model.safetensors", "trainer/state.json");
    return contents;
  }
}
