package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.RunStatus;
import org.wavetrain.tracking.TrackedRun;

/** Exports in the store that are versions of a registered model. */
final class RegisteredExport {
  private RegisteredExport() {}

  /**
   * Publishes a folder as an export and registers it.
   *
   * @param figures tags that hold metrics
   */
  static ModelVersion of(Services services, String model, Path folder, Map<String, Double> figures)
      throws IOException {
    ArtifactKey key = key(folder);
    ArtifactDraft draft = services.store().draft(key);
    draft.putAll("", folder);
    draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
    services.tracking().registry().ensureModel(model);
    RunRequest request =
        new RunRequest(
            services.tracking().experiment(model), folder.toString(), Optional.empty(), Map.of());
    try (TrackedRun run = services.tracking().start(request)) {
      run.finish(RunStatus.FINISHED);
      Map<String, String> tags = new TreeMap<>();
      tags.put(Promotion.KEY_TAG, key.toString());
      figures.forEach(
          (name, value) -> tags.put(Promotion.METRIC_TAG_PREFIX + name, value.toString()));
      return services
          .tracking()
          .registry()
          .createVersion(model, "s3://bucket/" + key, run.id(), tags, "A model of a test.");
    }
  }

  /** Where it is in the store. */
  static ArtifactKey key(Path folder) {
    return new ArtifactKey("export", Sha256.of(folder.toString()));
  }
}
