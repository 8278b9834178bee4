package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.FaultProxy;
import org.wavetrain.faults.HttpFault.Refused;
import org.wavetrain.faults.HttpHead;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunSearch;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

class RunFilesTest {
  private static final ArtifactKey KEY = new ArtifactKey("count", Sha256.of("count"));

  private static final List<String> ELSEWHERE =
      List.of(
          "a folder with spaces/and more",
          "file:///tmp/elsewhere",
          "s3:opaque",
          "s3://",
          "s3://elsewhere/mlflow",
          "s3://wavetrain/artifacts/count",
          "s3://wavetrain/checkpoints",
          "s3://wavetrain/mlflow/../artifacts",
          "s3://wavetrain/mlflow/%2e%2e/artifacts",
          "s3://wavetrain//artifacts",
          "mlflow-artifacts://elsewhere.invalid/1",
          "mlflow-artifacts:/../../mlflow/runs");

  @TempDir private Path home;

  @Test
  void theReadableFilesOfWhatARunMadeAreShownBesideIt() throws IOException {
    assertThat(shownWithTag(KEY.toString())).containsExactly("counted.json");
  }

  @Test
  void aRunWhoseTagAPersonChangedIsLeftWithoutFiles() throws IOException {
    assertThat(shownWithTag("mine")).isEmpty();
  }

  @Test
  @Fault(
      area = FaultArea.HOSTILE_INPUT,
      injected =
          "a run whose address is none, is of another bucket or server, has .., or is where the"
              + " program keeps its own",
      outcome = "the run is found and read; nothing is put there, and no other object changes")
  void aRunThatLeadsElsewhereIsLeftWithoutFiles() throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()))) {
      publish(store);
      List<Path> before = objects();
      RunFiles files = new RunFiles(tracking, store);
      for (String root : ELSEWHERE) {
        String experiment = experimentAt(root, servers.environment());
        try (TrackedRun run = tracking.start(request(experiment, KEY.toString()))) {
          files.putReports(run.id());

          assertThat(files.put(run.id(), "verdict.json", "{}".getBytes(UTF_8))).isEmpty();
          assertThat(tracking.search(experiment, RunSearch.matching("")))
              .singleElement()
              .extracting(RunSummary::artifactUri, as(STRING))
              .startsWith(root);
        }
      }
      assertThat(objects()).isEqualTo(before);
    }
  }

  @Test
  void filesGoThroughTheServerWhereTheAddressIsItsOwn() throws Exception {
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        FaultProxy line =
            new FaultProxy(
                URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE)));
        Tracking tracking = Tracking.connect(line.address())) {
      // The embedded server takes no files: this stands for one that does.
      line.plan(
          FaultPlan.always(
              request -> request.target().contains("/mlflow-artifacts/"),
              new Refused(200, Map.of("Content-Type", "application/json"), "{}")));
      String experiment = experimentAt("mlflow-artifacts:/a folder", servers.environment());
      try (TrackedRun run = tracking.start(request(experiment, KEY.toString()))) {
        assertThat(
                new RunFiles(tracking, store).put(run.id(), "verdict.json", "{}".getBytes(UTF_8)))
            .isPresent();
        assertThat(line.requests())
            .extracting(HttpHead::target)
            .contains(
                "/api/2.0/mlflow-artifacts/artifacts/a%20folder/"
                    + run.id()
                    + "/artifacts/verdict.json");
      }
    }
  }

  /** As whoever can reach the server makes one. */
  private static String experimentAt(String root, Map<String, String> environment)
      throws Exception {
    String body =
        new ObjectMapper()
            .writeValueAsString(Map.of("name", Sha256.of(root).hex(), "artifact_location", root));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(environment.get(TrackingSettings.ADDRESS_VARIABLE))
                    .resolve("/api/2.0/mlflow/experiments/create"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    return new ObjectMapper()
        .readTree(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
        .path("experiment_id")
        .asText();
  }

  private List<Path> objects() throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("s3"))) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void publish(ArtifactStore store) throws IOException {
    ArtifactDraft draft = store.draft(KEY);
    draft.put("counted.json", "{}".getBytes(UTF_8));
    draft.put("model.onnx", new byte[1]);
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
  }

  private static RunRequest request(String experiment, String artifact) {
    return new RunRequest(experiment, "count", Optional.empty(), Map.of(ArtifactKey.TAG, artifact));
  }

  /** The names of the files that a run with this tag is given. */
  private List<String> shownWithTag(String artifact) throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()))) {
      publish(store);
      try (TrackedRun run = tracking.start(request(tracking.experiment("words"), artifact))) {
        new RunFiles(tracking, store).putReports(run.id());
        return store.folderAt(tracking.run(run.id()).artifactUri()).orElseThrow().names();
      }
    }
  }
}
