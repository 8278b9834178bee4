package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.promotion.SmallRegistry;

/** Two processes that are told to do the same at the same time. */
@Tag("slow")
class TwiceAtOnceTest {
  private static final int STEPS = 24;
  private static final int DONE = 0;
  private static final int USER_FAILURE = 2;

  @RegisterExtension private final SmallRegistry shared = new SmallRegistry(SmallPipeline.NAME);

  @TempDir private Path folder;

  /** One of the two. */
  private record Twin(Process process, Path log) {
    boolean isDone() throws InterruptedException {
      return process.waitFor() == DONE;
    }

    String said() throws IOException {
      return Files.readString(log);
    }
  }

  private Twin start(String name, Map<String, String> environment, String... command)
      throws IOException {
    Path log = folder.resolve(name + ".log");
    return new Twin(ProgramProcess.start(environment, log, command), log);
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two runs of one pipeline in one home at once",
      outcome =
          "one ends as ever; the other is refused with HOME_IN_USE and ends with exit status 2")
  void ofTwoRunsInOneHomeOneIsRefused() throws Exception {
    Path home = folder.resolve("home");
    String[] run = {"run", SmallPipeline.write(folder, 2).toString(), "--home", home.toString()};

    assertOneIsRefused(start("one", Map.of(), run), start("other", Map.of(), run));

    MadeContent made = MadeContent.of(home);
    assertThat(made.artifacts()).hasSameSizeAs(SmallPipeline.STAGES);
    assertThat(made.versions()).containsExactly(1);
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "two quick starts in one home at once",
      outcome =
          "one goes on; the other is refused with HOME_IN_USE and ends with exit status 2, and finds"
              + " all made when it is told again")
  void ofTwoQuickStartsInOneHomeOneIsRefused() throws Exception {
    String home = folder.resolve("home").toString();
    String[] quickstart = {"quickstart", "--budget", "small", "--until", "ingest", "--home", home};

    assertOneIsRefused(start("one", Map.of(), quickstart), start("other", Map.of(), quickstart));
    Twin again = start("again", Map.of(), quickstart);
    assertThat(again.isDone()).as(again.said()).isTrue();
    assertThat(again.said()).contains("cached");
  }

  private static void assertOneIsRefused(Twin one, Twin other) throws Exception {
    boolean first = one.isDone();
    Twin done = first ? one : other;
    Twin refused = first ? other : one;

    assertThat(done.process().waitFor()).as(done.said()).isEqualTo(DONE);
    assertThat(refused.process().waitFor()).isEqualTo(USER_FAILURE);
    assertThat(refused.said()).contains("HOME_IN_USE", "Another run");
  }

  @Test
  @Fault(
      area = FaultArea.TWICE_AT_ONCE,
      injected = "the same pipeline from two homes that share their servers, at once",
      outcome =
          "each artifact is made once and one version registered; whoever comes second says for"
              + " whom it waits, and both end well")
  void twoHomesThatShareTheirServersMakeEachArtifactOnce() throws Exception {
    String file = SmallPipeline.write(folder, STEPS).toString();
    List<Twin> twins =
        List.of(
            start("one", shared.environment(), "run", file, "--home", folder + "/one"),
            start("other", shared.environment(), "run", file, "--home", folder + "/other"));

    for (Twin twin : twins) {
      assertThat(twin.isDone()).as(twin.said()).isTrue();
    }
    assertThat(twins.get(0).said() + twins.get(1).said())
        .contains("Waiting for ", ", which makes the same artifact");
    MadeContent made = MadeContent.of(shared.environment());
    assertThat(made.artifacts()).hasSameSizeAs(SmallPipeline.STAGES);
    assertThat(made.versions()).containsExactly(1);
    assertThat(made.champion()).isEqualTo(Optional.of(1));
    assertThat(made.unended()).isZero();
  }
}
