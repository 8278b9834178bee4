package org.wavetrain.website;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
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
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** Real servers over a folder, and runs as pipelines leave them there. */
final class TrackedSample implements AutoCloseable {
  static final String PIPELINE = "words <1>";

  private final EmbeddedServers servers;
  private final ArtifactStore store;
  private final Tracking tracking;

  TrackedSample(Path home) {
    servers = EmbeddedServers.start(home, Map.of());
    store = ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
    tracking = Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()));
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
    Map<String, String> tags = Map.of("wavetrain.stage", stage, ArtifactKey.TAG, key.toString());
    return tracking.start(
        new RunRequest(tracking.experiment(PIPELINE), stage, Optional.of(pipeline.id()), tags));
  }

  static ArtifactKey key(String kind, int number) {
    return new ArtifactKey(kind, Sha256.of(kind + number));
  }

  /** An evaluation with a word error rate. */
  ArtifactKey evaluation(int number, double wordErrorRate) throws IOException {
    ArtifactKey key = key("evaluate", number);
    ArtifactDraft draft = store.draft(key);
    draft.put("metrics.json", ("{\"wer\":" + wordErrorRate + "}").getBytes(UTF_8));
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ofSeconds(1)));
    return key;
  }

  /** A version of a model that a run has exported. */
  ModelVersion version(String model, TrackedRun run, Map<String, String> tags) {
    tracking.registry().ensureModel(model);
    return tracking.registry().createVersion(model, "s3://b/e", run.id(), tags, "");
  }

  @Override
  public void close() {
    try (servers;
        store) {
      tracking.close();
    }
  }
}
