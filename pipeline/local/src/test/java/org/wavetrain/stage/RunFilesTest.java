package org.wavetrain.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.local.EmbeddedServers;
import org.wavetrain.tracking.RunRequest;
import org.wavetrain.tracking.TrackedRun;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

class RunFilesTest {
  private static final ArtifactKey KEY = new ArtifactKey("count", Sha256.of("count"));

  @TempDir private Path home;

  @Test
  void theReadableFilesOfWhatARunMadeAreShownBesideIt() throws IOException {
    assertThat(shownWithTag(KEY.toString())).containsExactly("counted.json");
  }

  @Test
  void aRunWhoseTagAPersonChangedIsLeftWithoutFiles() throws IOException {
    assertThat(shownWithTag("mine")).isEmpty();
  }

  /** The names of the files that a run with this tag is given. */
  private List<String> shownWithTag(String artifact) throws IOException {
    try (EmbeddedServers servers = EmbeddedServers.start(home, Map.of());
        ArtifactStore store =
            ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(servers.environment()));
        Tracking tracking =
            Tracking.connect(TrackingSettings.fromEnvironment(servers.environment()))) {
      ArtifactDraft draft = store.draft(KEY);
      draft.put("counted.json", "{}".getBytes(UTF_8));
      draft.put("model.onnx", new byte[1]);
      draft.publish(new Provenance(Map.of(), "{}", 1, "1", Duration.ZERO));
      RunRequest request =
          new RunRequest(
              tracking.experiment("words"),
              "count",
              Optional.empty(),
              Map.of(ArtifactKey.TAG, artifact));
      try (TrackedRun run = tracking.start(request)) {
        new RunFiles(tracking, store).putReports(run.id());
        URI folder = tracking.run(run.id()).artifactUri();
        return store.folder(folder).names();
      }
    }
  }
}
