package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimLost;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.ObjectFolder;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingError;
import org.wavetrain.tracking.TrackingSettings;

/**
 * The tracking run of a stage while its server goes away and comes back. The server is the embedded
 * one, or the one whose address the variable {@code WAVETRAIN_TEST_MLFLOW_URL} holds.
 */
class TrackingOutageTest {
  private static final HttpFault HOST_REFUSED =
      new Refused(
          403,
          Map.of("Content-Type", "text/plain"),
          "Invalid Host header - possible DNS rebinding attack detected");

  private final ArtifactKey key = new ArtifactKey("count", Sha256.of(UUID.randomUUID().toString()));
  private final List<String> messages = new ArrayList<>();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private EmbeddedServers servers;
  private ArtifactStore store;
  private Path work;
  private URI server;
  private Tracking tracking;

  @BeforeEach
  void start(@TempDir Path home) throws IOException {
    Map<String, String> environment = new HashMap<>();
    Optional.ofNullable(System.getenv("WAVETRAIN_TEST_MLFLOW_URL"))
        .ifPresent(address -> environment.put(TrackingSettings.ADDRESS_VARIABLE, address));
    servers = keep(EmbeddedServers.start(home, environment));
    store = keep(ArtifactStore.connect(settings()));
    server = URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE));
    tracking = keep(Tracking.connect(server));
    work = Files.createDirectory(home.resolve("stage"));
  }

  @AfterEach
  void stop() throws Exception {
    for (int index = opened.size() - 1; index >= 0; index--) {
      opened.get(index).close();
    }
  }

  private <T extends AutoCloseable> T keep(T resource) {
    opened.add(resource);
    return resource;
  }

  private ObjectStoreSettings settings() {
    return ObjectStoreSettings.fromEnvironment(servers.environment());
  }

  private TrackingServices services(FaultProxy line) {
    return services(line, Duration.ofSeconds(1));
  }

  private TrackingServices services(FaultProxy line, Duration patience) {
    Tracking through =
        keep(Tracking.connect(TrackingSettings.of(line.address()), work.resolve("journals")));
    Progress progress =
        new Progress() {
          @Override
          public void update(long done, long total, String unit, Map<String, Double> figures) {}

          @Override
          public void message(String text) {
            messages.add(text);
          }
        };
    return new TrackingServices(
        through,
        store,
        new UnsentLogs(store),
        new RunFiles(through, store),
        progress,
        work,
        patience);
  }

  private StageRun begin(FaultProxy line) throws IOException {
    return begin(services(line));
  }

  /** As if the process that had the claim before were gone. */
  private StageRun begin(TrackingServices services) throws IOException {
    return begin(
        services, claim(store, new ClaimSettings(Duration.ofMinutes(1), Optional.of("test"))));
  }

  private Claim claim(ArtifactStore through, ClaimSettings settings) throws IOException {
    return keep(
        through.claims(settings).take(Claims.nameOf(key), holder -> true, () -> {}).orElseThrow());
  }

  private StageRun begin(TrackingServices services, Claim claim) {
    Job job =
        new Job(
            "count",
            "counter",
            key,
            new Parameters(Map.of("steps", 100L)),
            0,
            Map.of(),
            Map.of(),
            "outages",
            Optional.empty(),
            "counter",
            false);
    return StageRun.begin(services, job, key, CountingStage.DESCRIPTOR, claim);
  }

  private static void log(StageRun run, long from, long to) {
    for (long step = from; step < to; step++) {
      run.metric("loss", 1.0 / (step + 1), step);
      run.metric("learning_rate", Double.NaN, step);
    }
  }

  private CheckpointStore checkpoints(StageRun run) throws IOException {
    Files.writeString(work.resolve("state"), "all there is");
    return run.keeping(store.checkpoints(key));
  }

  private void publish() throws IOException {
    ArtifactDraft draft = store.draft(key);
    draft.put("metrics.json", "{\"wer\":0.5}".getBytes(UTF_8));
    draft.put("naïve folder/README.md", "# A model".getBytes(UTF_8));
    draft.put("model.safetensors", new byte[100]);
    draft.publish(new Provenance(Map.of(), "{}", 0, "1", Duration.ZERO));
  }

  private RunSummary onlyRun() {
    List<RunSummary> runs =
        tracking.search(
            tracking.experiment("outages"),
            RunSearch.matching("tags.`wavetrain.artifact_key` = '" + key + "'"));
    assertThat(runs).hasSize(1);
    return runs.get(0);
  }

  private JsonNode get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.resolve("/api/2.0/mlflow/" + path)).build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body());
  }

  /** Each step is there, and none twice. */
  private void assertLoggedOnce(long steps) throws Exception {
    for (String metric : List.of("loss", "learning_rate")) {
      List<Long> found = new ArrayList<>();
      get("metrics/get-history?run_id=" + onlyRun().id() + "&metric_key=" + metric)
          .path("metrics")
          .forEach(row -> found.add(row.path("step").asLong()));
      assertThat(found)
          .containsExactlyInAnyOrderElementsOf(LongStream.range(0, steps).boxed().toList());
    }
    assertThat(store.folder("unsent-logs").names()).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "away in the midst of a stage",
      outcome = "kept with each checkpoint, and sent when it is back; each step once")
  void aServerThatIsAwayForAWhileIsNotNoticed() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    try (StageRun run = begin(line)) {
      run.record(
          metrics -> {
            log(run, 0, 1500);
            run.sendOrKeep();
            line.cut();
            log(run, 1500, 2500);
            checkpoints(run).save(2500, work);
            assertThat(store.folder("unsent-logs").names()).isNotEmpty();
            log(run, 2500, 4000);
            line.restore();
            publish();
            return "made";
          },
          store.address(key));
    }

    assertLoggedOnce(4000);
    assertThat(onlyRun().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(messages).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "away, and nothing arrives any more from a stage that has a successor",
      outcome = "the successor goes on from the checkpoint; each step once")
  void aStageThatIsKilledMeanwhileGoesOnFromItsCheckpointWithoutLossOrDoubles() throws Exception {
    FaultProxy first = keep(new FaultProxy(server));
    StageRun killed = begin(first);
    log(killed, 0, 20);
    killed.sendOrKeep();
    first.cut();
    log(killed, 20, 40);
    killed.tag("wavetrain.warning.plateau", "seen at step 30");
    checkpoints(killed).save(40, work);
    log(killed, 40, 55);
    // Its line stays cut: nothing arrives from it any more, as from a process that is gone.

    FaultProxy second = keep(new FaultProxy(server));
    try (StageRun run = begin(second)) {
      run.record(
          metrics -> {
            assertThat(store.checkpoints(key).restoreLatest(work.resolve("restored"))).hasValue(40);
            log(run, 40, 100);
            publish();
            return "made";
          },
          store.address(key));
    }

    assertLoggedOnce(100);
    assertThat(onlyRun().tags()).containsEntry("wavetrain.warning.plateau", "seen at step 30");
    killed.abandon();
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "a stage that had sent more than its checkpoint knows, and has a successor",
      outcome = "what is computed again is logged once")
  void aStageThatIsKilledAfterMoreWasSentRepeatsNothingOfIt() throws Exception {
    FaultProxy first = keep(new FaultProxy(server));
    StageRun killed = begin(first);
    log(killed, 0, 40);
    checkpoints(killed).save(40, work);
    log(killed, 40, 55);
    killed.sendOrKeep();
    first.cut();

    FaultProxy second = keep(new FaultProxy(server));
    StageRun run = begin(second);
    run.record(
        metrics -> {
          log(run, 40, 100);
          publish();
          return "made";
        },
        store.address(key));

    assertLoggedOnce(100);
    killed.abandon();
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "a stage that is cut off from the store alone, and has a successor",
      outcome = "it logs nothing more; each step once")
  void whoeverIsCutOffFromTheStoreAloneLogsNothingBesideItsSuccessor() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    FaultProxy toStore =
        keep(
            new FaultProxy(
                URI.create(servers.environment().get(ObjectStoreSettings.ENDPOINT_VARIABLE))));
    Map<String, String> environment = new HashMap<>(servers.environment());
    environment.put(ObjectStoreSettings.ENDPOINT_VARIABLE, toStore.address().toString());
    ArtifactStore cutOff =
        keep(ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(environment)));
    StageRun first =
        begin(
            services(line),
            claim(cutOff, new ClaimSettings(Duration.ofSeconds(1), Optional.empty())));
    log(first, 0, 20);
    first.sendOrKeep();
    toStore.cut();

    // Waits until the first one's has expired.
    Claim claim = claim(store, new ClaimSettings(Duration.ofMinutes(1), Optional.empty()));
    log(first, 20, 40);
    try (StageRun second = begin(services(line), claim)) {
      second.record(
          metrics -> {
            log(second, 20, 60);
            publish();
            return "made";
          },
          store.address(key));
    }
    toStore.restore();

    assertThatThrownBy(first::sendOrKeep).isInstanceOf(ClaimLost.class);
    assertLoggedOnce(60);
    first.abandon();
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "away until the end of a stage",
      outcome =
          "the artifact is published; metrics, end and reports are sent by whoever connects next")
  void whatIsLeftAtTheEndIsSentByWhoeverConnectsNext() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    try (StageRun run = begin(line)) {
      run.record(
          metrics -> {
            line.cut();
            log(run, 0, 2500);
            publish();
            return "made";
          },
          store.address(key));
    }
    assertThat(messages).singleElement().asString().contains("kept in the object store");
    assertThat(store.find(key)).isPresent();
    assertThat(onlyRun().status()).isEqualTo(RunStatus.RUNNING);

    new UnsentLogs(store).send(tracking);

    assertLoggedOnce(2500);
    assertThat(onlyRun().status()).isEqualTo(RunStatus.FINISHED);
    assertThat(onlyRun().tags()).containsEntry("wavetrain.artifact", store.address(key));
    assertReports();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "away at the end, and another process finishes the run meanwhile",
      outcome = "the run is finished; each step once")
  void theEndOfARunIsKeptBeforeTheServerIsWaitedFor() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    StageRun run = begin(services(line, Duration.ofMinutes(2)));
    Thread stage =
        new Thread(
            () -> {
              try {
                run.record(
                    metrics -> {
                      line.cut();
                      log(run, 0, 10);
                      publish();
                      return "made";
                    },
                    store.address(key));
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            });
    stage.start();

    // What a process that is killed now leaves to the others.
    while (store.folder("unsent-logs").names().stream().noneMatch(this::hasEnd)) {
      Thread.sleep(50);
    }
    new UnsentLogs(store).send(tracking);

    assertThat(stage.isAlive()).isTrue();
    assertThat(onlyRun().status()).isEqualTo(RunStatus.FINISHED);
    line.restore();
    stage.join();
    assertLoggedOnce(10);
    assertThat(onlyRun().status()).isEqualTo(RunStatus.FINISHED);
  }

  private boolean hasEnd(String name) {
    return new String(store.folder("unsent-logs").get(name).orElseThrow(), UTF_8)
        .contains("{\"end\":\"FINISHED\"");
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "damaged logs among those that wait to be sent",
      outcome = "left where they are; nothing of them is sent")
  void whatTheServerCannotTakeStaysWhereItIs() {
    ObjectFolder kept = store.folder("unsent-logs");
    kept.put(
        "0123456789abcdef0123456789abcdef/1-0.jsonl",
        "{\"tag\":\"note\",\"value\":\"x\"}\n".getBytes(UTF_8));
    kept.put("fedcba9876543210fedcba9876543210/1-0.jsonl", "damaged".getBytes(UTF_8));

    new UnsentLogs(store).send(tracking);

    assertThat(kept.names()).hasSize(2);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected =
          "403 for a foreign host from the midst of a stage on, until the server is set right",
      outcome = "TRACKING_HOST_REFUSED; the next run goes on from the checkpoint, each step once")
  void aHostThatIsRefusedMeanwhileLosesNothing() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    StageRun refused = begin(line);
    assertThatThrownBy(
            () ->
                refused.record(
                    metrics -> {
                      log(refused, 0, 20);
                      refused.sendOrKeep();
                      line.plan(FaultPlan.always(request -> true, HOST_REFUSED));
                      log(refused, 20, 40);
                      checkpoints(refused).save(40, work);
                      log(refused, 40, 60);
                      return "not made";
                    },
                    store.address(key)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_HOST_REFUSED));
    refused.abandon();
    line.plan(FaultPlan.NONE);

    try (StageRun run = begin(line)) {
      run.record(
          metrics -> {
            long step = store.checkpoints(key).restoreLatest(work.resolve("restored")).orElse(0);
            log(run, step, 100);
            publish();
            return "made";
          },
          store.address(key));
    }

    assertLoggedOnce(100);
    assertThat(onlyRun().status()).isEqualTo(RunStatus.FINISHED);
  }

  @Test
  @Fault(
      area = FaultArea.TRACKING_SERVER,
      injected = "away when a stage begins",
      outcome = "TRACKING_UNREACHABLE at once")
  void aServerThatIsNotThereAtTheStartIsToldAtOnce() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    line.cut();

    assertThatThrownBy(() -> begin(line))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(TrackingError.TRACKING_UNREACHABLE));
  }

  @Test
  void aRunHasItsDataItsReportsAndWhatTheMachineDid() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    try (StageRun run = begin(line)) {
      run.record(
          metrics -> {
            for (InputDataset.Use use : InputDataset.Use.values()) {
              InputDataset dataset =
                  new InputDataset(
                      key,
                      Sha256.of("content"),
                      use == InputDataset.Use.TRAINING
                          ? "train"
                          : use.name().toLowerCase(Locale.ROOT),
                      use,
                      List.of(new InputDataset.Column("text", "string")),
                      Map.of("num_rows", 12));
              run.input(dataset);
              run.input(dataset);
            }
            publish();
            return "made";
          },
          store.address(key));
    }

    JsonNode inputs =
        get("runs/get?run_id=" + onlyRun().id()).path("run").path("inputs").path("dataset_inputs");
    assertThat(inputs).hasSize(3);
    for (JsonNode input : inputs) {
      assertThat(input.path("dataset").path("name").asText())
          .isIn("count train", "count validation", "count test");
      assertThat(input.path("dataset").path("source").asText())
          .isEqualTo("{\"uri\":\"" + store.address(key) + "\"}");
      assertThat(input.path("dataset").path("profile").asText()).isEqualTo("{\"num_rows\":12}");
      assertThat(input.path("tags").get(0).path("key").asText()).isEqualTo("mlflow.data.context");
    }
    assertReports();
  }

  private void assertReports() throws Exception {
    String folder = onlyRun().artifactUri();
    if (tracking.takesFiles(folder)) {
      List<String> paths = new ArrayList<>();
      get("artifacts/list?run_id=" + onlyRun().id())
          .path("files")
          .forEach(file -> paths.add(file.path("path").asText()));
      assertThat(paths).containsExactlyInAnyOrder("metrics.json", "naïve folder");
    } else {
      ObjectFolder files = store.folderAt(folder).orElseThrow();
      assertThat(files.names()).containsExactlyInAnyOrder("metrics.json", "naïve folder/README.md");
      assertThat(files.get("metrics.json").map(json -> new String(json, UTF_8)))
          .contains("{\"wer\":0.5}");
    }
  }

  @Test
  void theMachinesFiguresHaveMlflowsNames() throws Exception {
    FaultProxy line = keep(new FaultProxy(server));
    Tracking through = services(line).tracking();
    String id;
    try (TrackedRun run =
        through.start(
            new RunRequest(tracking.experiment("outages"), "load", Optional.empty(), Map.of()))) {
      id = run.id();
      try (SystemMetrics load = SystemMetrics.of(run, work)) {
        load.log();
        load.log();
      }
      run.finish(RunStatus.FINISHED);
    }

    assertThat(tracking.run(id).metrics())
        .containsKeys("system/system_memory_usage_megabytes", "system/disk_available_megabytes")
        .hasEntrySatisfying(
            "system/disk_usage_percentage", value -> assertThat(value).isBetween(0.0, 100.0));
    assertThat(tracking.history(id, "system/system_memory_usage_percentage").points())
        .extracting(MetricPoint::step)
        .containsExactly(0L, 1L);
  }
}
