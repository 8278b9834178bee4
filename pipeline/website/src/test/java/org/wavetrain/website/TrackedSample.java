package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.Patience;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** Real servers over a folder, and runs as pipelines leave them there. */
final class TrackedSample implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  static final String PIPELINE = "words <1>";

  private final EmbeddedServers servers;
  private final ArtifactStore store;
  private final Tracking tracking;

  TrackedSample(Path home) {
    this(EmbeddedServers.start(home, Map.of()));
  }

  private TrackedSample(EmbeddedServers servers) {
    this.servers = servers;
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    tracking =
        Tracking.connect(
            TrackingSettings.fromEnvironment(servers.environment()), Patience.OF_PAGES);
  }

  ArtifactStore store() {
    return store;
  }

  Tracking tracking() {
    return tracking;
  }

  /** A run of the pipeline that goes on. */
  TrackedRun pipelineRun(String name, Map<String, ArtifactKey> artifacts) {
    Map<String, String> tags = new HashMap<>();
    tags.put(Tracking.PIPELINE_TAG, PIPELINE);
    artifacts.forEach((stage, key) -> tags.put(StageTags.name(stage), key.toString()));
    return tracking.start(
        new RunRequest(tracking.experiment(PIPELINE), name, Optional.empty(), tags));
  }

  /** A run of a stage that goes on. */
  TrackedRun stageRun(TrackedRun pipeline, String stage, ArtifactKey key) {
    Map<String, String> tags = Map.of(StageTags.STAGE, stage, ArtifactKey.TAG, key.toString());
    return tracking.start(
        new RunRequest(tracking.experiment(PIPELINE), stage, Optional.of(pipeline.id()), tags));
  }

  static ArtifactKey key(String kind, int number) {
    return new ArtifactKey(kind, Sha256.of(kind + number));
  }

  /** An evaluation with a word error rate. */
  ArtifactKey evaluation(int number, double wordErrorRate) throws IOException {
    return evaluation(number, "{\"wer\":" + wordErrorRate + "}");
  }

  /** An evaluation with these figures. */
  ArtifactKey evaluation(int number, String metrics) throws IOException {
    ArtifactKey key = key("evaluate", number);
    ArtifactDraft draft = store.draft(key);
    draft.put("metrics.json", metrics.getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ofSeconds(1)));
    return key;
  }

  /** A version of a model that a run has exported. */
  ModelVersion version(String model, TrackedRun run, Map<String, String> tags) {
    tracking.registry().ensureModel(model);
    return tracking.registry().createVersion(model, "s3://b/e", run.id(), tags, "");
  }

  /** A model that somebody named as Wavetrain would not, with a version in service. */
  void otherModel(String name) throws IOException, InterruptedException {
    ObjectNode model = JSON.createObjectNode().put("name", name);
    post("registered-models/create", model);
    post("model-versions/create", model.deepCopy().put("source", "s3://b/e"));
    post("registered-models/alias", model.deepCopy().put("alias", "champion").put("version", "1"));
  }

  private void post(String path, ObjectNode body) throws IOException, InterruptedException {
    URI server = URI.create(servers.environment().get(TrackingSettings.ADDRESS_VARIABLE));
    HttpRequest request =
        HttpRequest.newBuilder(server.resolve("/api/2.0/mlflow/" + path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()))
            .build();
    HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(answer.body());
    }
  }

  /** Ends the servers; what is connected stays so. */
  void takeServersAway() {
    servers.close();
  }

  @Override
  public void close() {
    try (servers;
        store) {
      tracking.close();
    }
  }
}
