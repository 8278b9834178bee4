package org.wavetrain.local.tracking;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingError;
import org.wavetrain.tracking.WriteTrial;

/**
 * The client and a server together. The server is the embedded one, or the one whose address the
 * variable {@code WAVETRAIN_TEST_MLFLOW_URL} holds: both must behave the same.
 */
final class TrackingThroughServerTest {
  private static final String REAL_SERVER = System.getenv("WAVETRAIN_TEST_MLFLOW_URL");

  @TempDir private Path folder;
  private Optional<EmbeddedTracking> server = Optional.empty();
  private Tracking tracking;
  private URI address;
  private String name;
  private String experiment;

  @BeforeEach
  void connect() {
    if (REAL_SERVER == null) {
      server = Optional.of(EmbeddedTracking.start(folder.resolve("tracking.db"), "s3://b/mlflow"));
      address = server.get().address();
    } else {
      address = URI.create(REAL_SERVER);
    }
    tracking = Tracking.connect(address);
    name = "test-" + UUID.randomUUID();
    experiment = tracking.experiment(name);
  }

  @AfterEach
  void disconnect() {
    tracking.close();
    server.ifPresent(EmbeddedTracking::close);
  }

  @Test
  void anExperimentIsMadeOnce() {
    assertThat(tracking.experiment(name)).isEqualTo(experiment);
    assertThat(tracking.findExperiment("another " + name)).isEmpty();
  }

  @Test
  void whoeverAsksForANewExperimentAtOnceGetsTheSame() {
    String wanted = "wanted at once " + name;

    assertThat(IntStream.range(0, 8).parallel().mapToObj(i -> tracking.experiment(wanted)).toList())
        .containsOnly(tracking.experiment(wanted));
  }

  @Test
  void anExperimentThatWasDeletedIsCalledSo() throws Exception {
    HttpRequest delete =
        HttpRequest.newBuilder(address.resolve("/api/2.0/mlflow/experiments/delete"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"experiment_id\": \"" + experiment + "\"}"))
            .build();
    HttpClient.newHttpClient().send(delete, BodyHandlers.discarding());

    assertThatThrownBy(() -> tracking.experiment(name))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining(name + " was deleted");
  }

  @Test
  void whatIsWrittenToTryIsRemovedAgain() {
    String trial = "trial of " + name;
    for (int time = 0; time < 2; time++) {
      WriteTrial came = tracking.tryWriting(trial);
      assertThat(came.refusal()).isEmpty();
      assertThat(came.left()).isEmpty();
      assertThat(tracking.experiments()).doesNotContainKey(trial);
      assertThat(tracking.registry().models()).noneMatch(model -> model.name().startsWith(trial));
    }
    assertThat(tracking.tryWriting(name).refusal()).isEmpty();
    assertThat(tracking.experiments()).containsEntry(name, experiment);
    assertThat(tracking.search(experiment, RunSearch.matching(""))).isEmpty();
  }

  @Test
  void everythingLoggedIsThereWhenARunIsFinished() {
    String id;
    try (TrackedRun run = start("train", Map.of("wavetrain.artifact_key", "abc"))) {
      id = run.id();
      run.parameters(Map.of("learning_rate", "0.001", "note", "it's \"quoted\" — ä"));
      for (int step = 0; step < 2500; step++) {
        run.metric("loss", 1.0 / (step + 1), step);
      }
      run.tag("wavetrain.artifact", "s3://b/artifacts/finetune/abc");
      run.finish(RunStatus.FINISHED);
    }

    RunSummary run = tracking.run(id);
    assertThat(run.status()).isEqualTo(RunStatus.FINISHED);
    assertThat(run.name()).isEqualTo("train");
    assertThat(run.ended()).isPresent();
    assertThat(run.parameters())
        .containsOnly(
            Map.entry("learning_rate", "0.001"), Map.entry("note", "it's \"quoted\" — ä"));
    assertThat(run.metrics()).containsOnly(Map.entry("loss", 1.0 / 2500));
    assertThat(run.tags())
        .containsEntry("wavetrain.artifact_key", "abc")
        .containsEntry("wavetrain.artifact", "s3://b/artifacts/finetune/abc");
    assertThat(tracking.history(id, "loss").points())
        .extracting(MetricPoint::value)
        .containsExactlyElementsOf(
            IntStream.range(0, 2500).mapToObj(step -> 1.0 / (step + 1)).toList());
  }

  @Test
  void notANumberAndInfinitiesComeBack() {
    TrackedRun run = start("strange", Map.of());
    double[] values = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, 1e-300, -2.5
    };
    for (int step = 0; step < values.length; step++) {
      run.metric("gradient_norm", values[step], step);
    }
    run.metric("last", Double.NaN, 0);
    run.finish(RunStatus.FAILED);

    assertThat(tracking.history(run.id(), "gradient_norm").points())
        .extracting(MetricPoint::value)
        .containsExactly(
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0.0, 1e-300, -2.5);
    assertThat(tracking.run(run.id()).metrics())
        .containsEntry("last", Double.NaN)
        .containsEntry("gradient_norm", -2.5);
  }

  @Test
  void aMetricThatWasNeverLoggedHasAnEmptyHistory() {
    TrackedRun run = start("silent", Map.of());
    run.finish(RunStatus.FINISHED);

    assertThat(tracking.history(run.id(), "loss").points()).isEmpty();
  }

  @Test
  void aRunIsShownUnderItsParent() {
    TrackedRun pipeline = start("pipeline", Map.of());
    TrackedRun stage =
        tracking.start(new RunRequest(experiment, "ingest", Optional.of(pipeline.id()), Map.of()));
    stage.finish(RunStatus.FINISHED);
    pipeline.finish(RunStatus.FINISHED);

    assertThat(tracking.run(stage.id()).parentRunId()).contains(pipeline.id());
    assertThat(
            tracking.search(
                experiment,
                RunSearch.matching("tags.`mlflow.parentRunId` = '" + pipeline.id() + "'")))
        .extracting(RunSummary::name)
        .containsExactly("ingest");
  }

  @Test
  void anInterruptedRunIsFoundAndGoesOn() throws Exception {
    Map<String, String> tags = Map.of("wavetrain.artifact_key", "k1", "pipeline", "it's mine");
    TrackedRun broken = start("finetune", tags);
    broken.parameters(Map.of("learning_rate", "0.001"));
    broken.metric("loss", 3, 0);
    broken.metric("loss", 2, 1);
    broken.close();
    start("other", Map.of("wavetrain.artifact_key", "k2")).close();

    TrackedRun resumed = tracking.findUnfinished(experiment, tags).orElseThrow();
    assertThat(resumed.id()).isEqualTo(broken.id());
    resumed.parameters(Map.of("learning_rate", "0.001"));
    resumed.metric("loss", 2, 1);
    resumed.metric("loss", 1, 2);
    resumed.finish(RunStatus.FINISHED);

    assertThat(tracking.history(broken.id(), "loss").points())
        .extracting(MetricPoint::value)
        .containsExactly(3.0, 2.0, 1.0);
    assertThat(rows(broken.id(), "loss")).isEqualTo(3);
    assertThat(tracking.findUnfinished(experiment, tags)).isEmpty();
  }

  @Test
  void theTimeInWhichARunStoodStillDoesNotCount() {
    TrackedRun run = start("finetune", Map.of());
    RunSummary begun = tracking.run(run.id());
    Instant interrupted = begun.started();
    run.finish(RunStatus.KILLED, interrupted);
    assertThat(tracking.run(run.id()).took()).contains(Duration.ZERO);

    TrackedRun resumed = tracking.resume(run.id());
    RunSummary again = tracking.run(run.id());

    assertThat(again.took()).isEmpty();
    assertThat(again.pauses().all())
        .singleElement()
        .satisfies(pause -> assertThat(pause.from()).isEqualTo(interrupted));
    Instant until = again.pauses().all().get(0).until();
    assertThat(again.workedUntil(until.plusSeconds(8))).isEqualTo(Duration.ofSeconds(8));
    assertThat(again.workingSince().plusSeconds(8)).isEqualTo(until.plusSeconds(8));

    resumed.finish(RunStatus.FINISHED, until.plusSeconds(8));
    assertThat(tracking.run(run.id()).took()).contains(Duration.ofSeconds(8));
  }

  @Test
  void aParameterCannotChange() {
    TrackedRun run = start("finetune", Map.of());
    run.parameters(Map.of("seed", "1"));
    run.flush();
    run.parameters(Map.of("seed", "2"));

    assertThatThrownBy(run::flush)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_REQUEST_REFUSED))
        .hasMessageContaining("seed");
  }

  @Test
  void anUnknownRunIsNotFound() {
    assertThatThrownBy(() -> tracking.run("0123456789abcdef0123456789abcdef"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_NOT_FOUND));
  }

  @Test
  void runsAreSearchedAndSorted() {
    finished("a", 0.3, Map.of("stage", "evaluate"), "0.1");
    finished("b", 0.1, Map.of("stage", "evaluate"), "0.2");
    finished("c", 0.2, Map.of("stage", "export"), "0.2");
    start("d", Map.of("stage", "evaluate")).finish(RunStatus.FAILED);

    assertThat(names("", "metrics.wer ASC")).containsExactly("b", "c", "a", "d");
    assertThat(names("", "metrics.wer DESC")).containsExactly("a", "c", "b", "d");
    assertThat(names("metrics.wer < 0.25", "metrics.wer")).containsExactly("b", "c");
    assertThat(names("metrics.wer >= 0.2 and tags.stage = 'evaluate'", "")).containsExactly("a");
    assertThat(names("params.rate = '0.2'", "attributes.run_name DESC")).containsExactly("c", "b");
    assertThat(names("params.rate != '0.2'", "")).containsExactly("a");
    assertThat(names("tags.stage LIKE 'e%l%'", "metrics.wer")).containsExactly("b", "a", "d");
    assertThat(names("tags.stage LIKE 'EVAL%'", "")).isEmpty();
    assertThat(names("tags.stage ILIKE 'EVAL%' AND attributes.status = 'FAILED'", ""))
        .containsExactly("d");
    assertThat(names("attributes.run_name = 'c'", "")).containsExactly("c");
    assertThat(names("attributes.start_time > 0 and run_name != 'a'", "params.rate DESC"))
        .startsWith("c")
        .hasSize(3);
    assertThatThrownBy(() -> names("metrics.wer is small", "")).isInstanceOf(UserFailure.class);
  }

  @Test
  void aSearchReturnsAllPagesUpToItsLimit() {
    for (int i = 0; i < 12; i++) {
      start("run " + i, Map.of()).finish(RunStatus.FINISHED);
    }

    assertThat(tracking.search(experiment, new RunSearch("", List.of(), 5))).hasSize(5);
    assertThat(tracking.search(experiment, RunSearch.matching(""))).hasSize(12);
  }

  @Test
  void aModelIsRegisteredWithVersionsTagsAndAnAlias() {
    ModelRegistry registry = tracking.registry();
    String model = "model-" + name;
    TrackedRun run = start("export", Map.of());
    run.finish(RunStatus.FINISHED);

    assertThat(registry.versions(model)).isEmpty();
    assertThat(registry.byAlias(model, "champion")).isEmpty();
    registry.ensureModel(model);
    registry.ensureModel(model);
    ModelVersion first =
        registry.createVersion(
            model, "s3://b/artifacts/export/1", run.id(), Map.of("key", "1"), "");
    ModelVersion second =
        registry.createVersion(
            model, "s3://b/artifacts/export/2", run.id(), Map.of("key", "2"), "wer 0.2");
    assertThat(registry.byAlias(model, "champion")).isEmpty();
    registry.setAlias(model, "champion", first.version());
    registry.setAlias(model, "champion", second.version());
    registry.tagVersion(model, first.version(), "wer", "0.2");

    assertThat(first.version()).isEqualTo(1);
    assertThat(second.version()).isEqualTo(2);
    assertThat(registry.byAlias(model, "champion")).contains(second);
    assertThat(registry.findVersion(model, "key", "1").map(ModelVersion::version)).contains(1);
    assertThat(registry.findVersion(model, "key", "3")).isEmpty();
    assertThat(registry.versions(model)).extracting(ModelVersion::version).containsExactly(2, 1);
    Map<Integer, Map<String, String>> tags =
        registry.versions(model).stream().collect(toMap(ModelVersion::version, ModelVersion::tags));
    assertThat(tags.get(1)).containsOnly(Map.entry("key", "1"), Map.entry("wer", "0.2"));
    assertThat(second.source()).isEqualTo("s3://b/artifacts/export/2");
    assertThat(second.runId()).contains(run.id());
  }

  @Test
  void anAliasOfAVersionThatIsNotThereIsRefused() {
    ModelRegistry registry = tracking.registry();
    registry.ensureModel("model-" + name);

    assertThatThrownBy(() -> registry.setAlias("model-" + name, "champion", 7))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_NOT_FOUND));
  }

  /** How many values the server has, whatever their steps. */
  private int rows(String runId, String metric) throws Exception {
    HttpRequest history =
        HttpRequest.newBuilder(
                address.resolve(
                    "/api/2.0/mlflow/metrics/get-history?run_id="
                        + runId
                        + "&metric_key="
                        + metric))
            .build();
    String answer = HttpClient.newHttpClient().send(history, BodyHandlers.ofString()).body();
    return new ObjectMapper().readTree(answer).path("metrics").size();
  }

  private TrackedRun start(String runName, Map<String, String> tags) {
    return tracking.start(new RunRequest(experiment, runName, Optional.empty(), tags));
  }

  private void finished(String runName, double wer, Map<String, String> tags, String rate) {
    TrackedRun run = start(runName, tags);
    run.parameters(Map.of("rate", rate));
    run.metric("wer", wer, 0);
    run.finish(RunStatus.FINISHED);
  }

  private List<String> names(String filter, String order) {
    List<String> orderBy = order.isEmpty() ? List.of() : List.of(order.strip());
    return tracking.search(experiment, new RunSearch(filter, orderBy, 100)).stream()
        .map(RunSummary::name)
        .toList();
  }
}
