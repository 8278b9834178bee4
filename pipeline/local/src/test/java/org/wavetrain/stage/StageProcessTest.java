package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.definition.Parameters;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.stage.event.StageEvent;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/** Stages run against real servers, in this process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StageProcessTest {
  private EmbeddedServers servers;
  private ArtifactStore store;
  private Tracking tracking;
  private long seeds;

  @BeforeAll
  void start(@TempDir Path home) {
    servers = EmbeddedServers.start(home, Map.of("WAVETRAIN_WORK", home.toString()));
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    tracking = Tracking.connect(URI.create(servers.environment().get("MLFLOW_TRACKING_URI")));
  }

  @AfterAll
  void stop() {
    tracking.close();
    store.close();
    servers.close();
  }

  /** What one process told, and how it ended. */
  private record Outcome(ExitCode exitCode, List<StageEvent> events) {
    StageEvent last() {
      return events.get(events.size() - 1);
    }
  }

  private Outcome run(Job job, StopRequest stop) {
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    Map<String, String> environment = new HashMap<>(servers.environment());
    environment.put(Job.VARIABLE, job.toJson());
    ExitCode code =
        new StageProcess(
                environment,
                new EventSink(new PrintStream(output, true, UTF_8)),
                List.of(new CountingStage()),
                stop)
            .run();
    return new Outcome(
        code,
        output.toString(UTF_8).lines().map(line -> EventJson.parse(line).orElseThrow()).toList());
  }

  private Outcome run(Job job) {
    return run(job, new StopRequest(() -> {}));
  }

  /** A job with a seed that no other test has. */
  private Job job(String end, List<Manifest> inputs) {
    Parameters parameters = new Parameters(Map.of("steps", 3L, "end", end));
    Map<String, List<Sha256>> digests =
        Map.of("before", inputs.stream().map(Manifest::contentDigest).toList());
    long seed = seeds++;
    return new Job(
        "count",
        "counter",
        ArtifactKeys.keyOf(CountingStage.DESCRIPTOR, parameters, seed, digests),
        parameters,
        seed,
        Map.of("before", inputs.stream().map(Manifest::key).toList()),
        Map.of(),
        "counting",
        Optional.empty(),
        "counter",
        false);
  }

  private RunSummary onlyRun(ArtifactKey key) {
    return tracking
        .search(
            tracking.experiment("counting"),
            RunSearch.matching("tags.`wavetrain.artifact_key` = '" + key + "'"))
        .stream()
        .reduce(
            (one, two) -> {
              throw new AssertionError("two runs of " + key);
            })
        .orElseThrow();
  }

  @Test
  void aStageThatEndsWellPublishesAndFinishesItsRun() throws Exception {
    Job job = job("well", List.of());

    Outcome outcome = run(job);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.DONE);
    Manifest manifest = store.find(job.key().orElseThrow()).orElseThrow();
    assertThat(manifest.machine().processors())
        .isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(outcome.last())
        .isEqualTo(new FinishedEvent(manifest.key(), manifest.contentDigest(), false));
    assertThat(manifest.parameters()).isEqualTo("{\"end\":\"well\",\"steps\":3}");
    RunSummary run = onlyRun(job.key().orElseThrow());
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.parameters())
        .containsEntry("steps", "3")
        .containsEntry("end", "well")
        .containsEntry("code_version", "1");
    assertThat(run.tags())
        .containsEntry("wavetrain.artifact", store.address(job.key().orElseThrow()))
        .containsEntry(StageTags.STAGE, "counter");
    assertThat(run.metrics()).containsEntry("count", 2.0);
  }

  @Test
  void whatIsPublishedIsNotMadeAgain() {
    Job job = job("well", List.of());
    run(job);

    Outcome again = run(job);

    assertThat(again.exitCode()).isEqualTo(ExitCode.DONE);
    assertThat(again.events()).hasSize(1);
    assertThat(onlyRun(job.key().orElseThrow()).status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  void inputsComeInTheOrderOfTheJob() throws Exception {
    Job one = job("well", List.of());
    Job two = job("well", List.of());
    run(one);
    run(two);
    Job job =
        job(
            "well",
            List.of(
                store.find(two.key().orElseThrow()).orElseThrow(),
                store.find(one.key().orElseThrow()).get()));

    run(job);

    assertThat(store.open(job.key().orElseThrow()).open("count.txt"))
        .hasContent(
            "counted after %s after %s"
                .formatted(
                    two.key().orElseThrow().digest().abbreviated(),
                    one.key().orElseThrow().digest().abbreviated()));
  }

  @Test
  void aStageThatIsStoppedGoesOnFromItsCheckpointInTheSameRun() throws Exception {
    Job job = job("well", List.of());
    StopRequest stop = new StopRequest(() -> {});
    stop.make("the test says so");

    Outcome stopped = run(job, stop);

    assertThat(stopped.exitCode()).isEqualTo(ExitCode.STOPPED);
    assertThat(store.find(job.key().orElseThrow())).isEmpty();
    assertThat(onlyRun(job.key().orElseThrow()).status()).isEqualTo(RunStatus.KILLED);

    assertThat(run(job).exitCode()).isEqualTo(ExitCode.DONE);
    RunSummary run = onlyRun(job.key().orElseThrow());
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(tracking.history(run.id(), "count").points())
        .extracting(MetricPoint::step)
        .containsExactly(0L, 1L, 2L);
    assertThat(store.checkpoints(job.key().orElseThrow()).restoreLatest(Path.of("unused")))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "user, USER_FAILURE, DISK_FULL",
    "disk, USER_FAILURE, DISK_FULL",
    "bug, FAILED, STAGE_FAILED",
    "memory, OUT_OF_MEMORY, STAGE_OUT_OF_MEMORY"
  })
  void aFailureIsToldAndRecorded(String end, ExitCode exitCode, String code) throws Exception {
    Job job = job(end, List.of());

    Outcome outcome = run(job);

    assertThat(outcome.exitCode()).isEqualTo(exitCode);
    assertThat(outcome.last())
        .isInstanceOfSatisfying(
            FailureEvent.class, failure -> assertThat(failure.code()).isEqualTo(code));
    RunSummary run = onlyRun(job.key().orElseThrow());
    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.tags()).containsEntry("wavetrain.failure", code);
    assertThat(store.find(job.key().orElseThrow())).isEmpty();
  }

  @Test
  void aFullDiskBelowTheWorkDirectoryIsNamed() throws Exception {
    assertThat(run(job("disk", List.of())).last())
        .isInstanceOfSatisfying(
            FailureEvent.class,
            failure ->
                assertThat(failure.sentence())
                    .isEqualTo(
                        "The disk of "
                            + servers.environment().get(WorkDirectory.ROOT_VARIABLE)
                            + " is full."));
  }

  @Test
  void aFolderThatChangedMeanwhileIsNotPublishedUnderItsOldKey(@TempDir Path recordings)
      throws Exception {
    JobSource source =
        new JobSource("voice", recordings, "auto", Sha256.of("what was there when it was planned"));
    Parameters parameters = new Parameters(Map.of("steps", 3L, "end", "well"));
    ArtifactKey key =
        ArtifactKeys.keyOf(
            CountingStage.DESCRIPTOR,
            parameters,
            0,
            Map.of("recordings", List.of(source.digest())));
    Job job =
        new Job(
            "count",
            "counter",
            key,
            parameters,
            0,
            Map.of(),
            Map.of("recordings", List.of(source)),
            "counting",
            Optional.empty(),
            "counter",
            false);

    Outcome outcome = run(job);

    assertThat(outcome.last().toString()).contains("SOURCE_CHANGED", recordings.toString());
    assertThat(store.find(key)).isEmpty();
  }

  @Test
  void aJobForAnotherKeyIsRefused() {
    Job sound = job("well", List.of());
    Job job =
        new Job(
            sound.kind(),
            sound.name(),
            new ArtifactKey("count", Sha256.of("other")),
            sound.parameters(),
            sound.seed(),
            sound.inputs(),
            sound.sources(),
            sound.experiment(),
            sound.pipelineRunId(),
            sound.runName(),
            sound.again());

    Outcome outcome = run(job);

    assertThat(outcome.exitCode()).isEqualTo(ExitCode.USER_FAILURE);
    assertThat(outcome.last().toString()).contains("STAGE_KEY_MISMATCH");
  }
}
