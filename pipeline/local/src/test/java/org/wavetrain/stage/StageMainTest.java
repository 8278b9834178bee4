package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.Parameters;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.HangUpSignal;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.stage.event.EventJson;

/** Stages as processes of their own, which never end unless they are stopped. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StageMainTest {
  private static final Parameters ENDLESS =
      new Parameters(Map.of("steps", Long.MAX_VALUE, "end", "well"));

  private EmbeddedServers servers;
  private Path folder;

  @BeforeAll
  void start(@TempDir Path home) throws Exception {
    servers = EmbeddedServers.start(home, Map.of());
    folder = home;
    Path services = Files.createDirectories(home.resolve("classes/META-INF/services"));
    Files.writeString(services.resolve(Stage.class.getName()), CountingStage.class.getName());
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  private static ArtifactKey key(long seed) {
    return ArtifactKeys.keyOf(CountingStage.DESCRIPTOR, ENDLESS, seed, Map.of());
  }

  private Process begin(long seed) throws Exception {
    Job job =
        new Job(
            "count",
            "counter",
            key(seed),
            ENDLESS,
            seed,
            Map.of(),
            Map.of(),
            "counting",
            Optional.empty(),
            "counter",
            false);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path"),
            "-Djava.io.tmpdir=" + folder,
            StageMain.class.getName());
    builder.environment().putAll(servers.environment());
    builder.environment().put(Job.VARIABLE, job.toJson());
    builder.environment().put("WAVETRAIN_STOP_ON_STDIN_EOF", "1");
    builder.redirectError(folder.resolve("log").toFile());
    Process process = builder.start();
    BufferedReader output = process.inputReader(UTF_8);
    assertThat(EventJson.parse(output.readLine())).as(() -> log()).isPresent();
    return process;
  }

  private String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private void assertStoppedWithCheckpoint(Process process, long seed) throws Exception {
    try {
      // Read on, lest the process blocks on a full pipe.
      process.inputReader(UTF_8).lines().forEach(line -> {});
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> log()).isEqualTo(ExitCode.STOPPED.code());
    try (ArtifactStore store =
        ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()))) {
      assertThat(store.checkpoints(key(seed)).restoreLatest(folder.resolve("restored" + seed)))
          .isPresent();
    }
    assertThat(List.of(folder.toFile().list()))
        .noneMatch(name -> name.startsWith("wavetrain-count"));
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGTERM of a stage",
      outcome = "it saves a checkpoint and ends with exit status 3")
  void terminationLetsTheStageSaveACheckpoint() throws Exception {
    Process process = begin(1);

    // Through its handle: Process.destroy would also close the pipes.
    process.toHandle().destroy();

    assertStoppedWithCheckpoint(process, 1);
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGHUP of a stage, as when its terminal is closed",
      outcome = "it saves a checkpoint and ends with exit status 3")
  void aClosedTerminalLetsTheStageSaveACheckpoint() throws Exception {
    assumeFalse(HangUpSignal.isIgnored(), "SIGHUP is ignored, as below nohup");
    Process process = begin(3);

    int sent = new ProcessBuilder("kill", "-HUP", Long.toString(process.pid())).start().waitFor();

    assertThat(sent).isZero();
    assertStoppedWithCheckpoint(process, 3);
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "the end of the process that started a stage",
      outcome = "the stage saves a checkpoint and ends with exit status 3")
  void theEndOfStandardInputStopsTheStageAsWell() throws Exception {
    Process process = begin(2);

    process.outputWriter(UTF_8).close();

    assertStoppedWithCheckpoint(process, 2);
  }
}
