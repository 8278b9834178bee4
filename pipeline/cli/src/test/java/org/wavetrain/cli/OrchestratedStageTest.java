package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.HangUpSignal;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.stage.ExitCode;
import org.wavetrain.stage.Job;
import org.wavetrain.stage.StageMain;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;
import org.wavetrain.stage.event.StageEvent;

/** A training as an orchestrator starts it, which ends before it is done. */
@Tag("slow")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrchestratedStageTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int LONG = 100_000;
  private static final int MOST_SECONDS_TO_STOP = 30;
  private static final int KILLED = 137;

  private Path folder;
  private EmbeddedServers servers;
  private ObjectNode training;
  private int processes;

  @BeforeAll
  void ingest(@TempDir Path temporary) throws Exception {
    folder = temporary;
    servers = EmbeddedServers.start(folder.resolve("servers"), Map.of());
    String file = SmallPipeline.write(folder, LONG).toString();
    TalkingProcess ingest = program(Map.of(), "run", file, "--until", "ingest");
    assertThat(ingest.end()).as(ingest.said()).isZero();
    TalkingProcess begin = program(Map.of(), "task", "begin", file, "--run", "one");
    assertThat(begin.end()).as(begin.said()).isZero();
    JsonNode begun = JSON.readTree(begin.said().lines().reduce((a, b) -> b).orElseThrow());
    training = (ObjectNode) begun.path("jobs").path(1).path("job");
    try (ArtifactStore store =
        ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()))) {
      ((ObjectNode) training.path("inputs"))
          .putArray("corpus")
          .add(store.newest("ingest", 1).get(0).key().toString());
    }
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  private TalkingProcess program(Map<String, String> settings, String... command)
      throws IOException {
    Path log = folder.resolve(processes++ + ".log");
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of("--home", folder.resolve("home").toString()));
    return new TalkingProcess(
        ProgramProcess.start(environment(settings), log, words.toArray(String[]::new)), log);
  }

  private Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(servers.environment());
    // Each goes on with what the one before left, without a wait for its claim to expire.
    environment.put(ClaimSettings.OWNER_VARIABLE, "the orchestrator");
    environment.putAll(settings);
    return environment;
  }

  /** The training with a seed of its own, so that it shares nothing with another. */
  private String job(long seed, long checkpointEvery) {
    ObjectNode job = training.deepCopy().put("seed", seed);
    ((ObjectNode) job.path("parameters")).put("checkpoint_every", checkpointEvery);
    return job.toString();
  }

  private TalkingProcess train(String job) throws IOException {
    return program(Map.of(Job.VARIABLE, job), "task", "stage");
  }

  private static Predicate<StageEvent> atStep(long step) {
    return event -> event instanceof ProgressEvent progress && progress.done() >= step;
  }

  private static boolean goesOn(StageEvent event) {
    return event instanceof MessageEvent message
        && message.line().startsWith("goes on from the checkpoint after step ");
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGTERM of a training that an orchestrator started",
      outcome =
          "it saves a checkpoint and ends with exit status 3 within 30 seconds; tried again, it"
              + " goes on from there")
  void aTrainingThatIsToldToStopSavesACheckpoint() throws Exception {
    String job = job(1, LONG);
    TalkingProcess first = train(job);
    first.await(atStep(3));
    stop(first);

    TalkingProcess second = train(job);
    second.await(OrchestratedStageTest::goesOn);
    stop(second);
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGHUP of a training and of its stage, as from a terminal that is closed",
      outcome = "it saves a checkpoint and ends with exit status 3 within 30 seconds")
  void aTrainingWhoseTerminalIsClosedSavesACheckpoint() throws Exception {
    assumeFalse(HangUpSignal.isIgnored(), "SIGHUP is ignored, as below nohup");
    TalkingProcess training = train(job(4, LONG));
    training.await(atStep(3));
    hangUp(training);
    assertStopped(training);
  }

  private static void stop(TalkingProcess training) throws Exception {
    training.process().toHandle().destroy();
    assertStopped(training);
  }

  /** Each process of a terminal is told at once. */
  private static void hangUp(TalkingProcess training) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-HUP"));
    command.add(Long.toString(training.process().pid()));
    training.process().descendants().map(stage -> Long.toString(stage.pid())).forEach(command::add);
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private static void assertStopped(TalkingProcess training) throws Exception {
    assertThat(training.process().waitFor(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)).isTrue();
    assertThat(training.end()).as(training.said()).isEqualTo(ExitCode.STOPPED.code());
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "SIGKILL of a training that an orchestrator started, as when memory is short",
      outcome = "the task ends with exit status 137; tried again, it goes on from its checkpoint")
  void aTrainingThatIsKilledIsToldByItsExitStatus() throws Exception {
    String job = job(2, 2);
    TalkingProcess first = train(job);
    first.await(atStep(6));
    first.process().descendants().forEach(ProcessHandle::destroyForcibly);

    assertThat(first.end()).isEqualTo(KILLED);
    TalkingProcess second = train(job);
    second.await(OrchestratedStageTest::goesOn);
    stop(second);
  }

  @Test
  @Fault(
      area = FaultArea.PROCESSES,
      injected = "a training that needs more memory outside the heap than there is",
      outcome =
          "it ends with exit status 4 and STAGE_OUT_OF_MEMORY, which says what to make smaller")
  void aTrainingThatRunsOutOfNativeMemorySaysSo() throws Exception {
    TalkingProcess starved = starved(job(3, 2));

    assertThat(starved.end()).as(starved.said()).isEqualTo(ExitCode.OUT_OF_MEMORY.code());
    assertThat(starved.events())
        .filteredOn(FailureEvent.class::isInstance)
        .singleElement()
        .isInstanceOfSatisfying(
            FailureEvent.class,
            failure -> {
              assertThat(failure.code()).isEqualTo("STAGE_OUT_OF_MEMORY");
              assertThat(failure.remedy()).contains("smaller batch", "smaller model");
            });
  }

  /** As in a container that is too small for its native arrays. */
  private TalkingProcess starved(String job) throws IOException {
    Path log = folder.resolve(processes++ + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                ProgramProcess.java(),
                "-Dorg.bytedeco.javacpp.maxbytes=1m",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                StageMain.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(environment(Map.of(Job.VARIABLE, job)));
    return new TalkingProcess(builder.start(), log);
  }
}
