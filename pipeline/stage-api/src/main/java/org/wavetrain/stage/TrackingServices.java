package org.wavetrain.stage;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/**
 * What the tracking run of a stage needs.
 *
 * @param store where artifacts are
 * @param unsent what was logged while the tracking server was away
 * @param files the files that are shown beside runs
 * @param progress what the person watching sees
 * @param folder where stages work
 * @param patience how long the end of a run waits for a server that is away
 */
record TrackingServices(
    Tracking tracking,
    ArtifactStore store,
    UnsentLogs unsent,
    RunFiles files,
    Progress progress,
    Path folder,
    Duration patience)
    implements AutoCloseable {
  /** Longer than a server takes to restart, shorter than a stage that is stopped may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Connects to the tracking server. */
  static TrackingServices connect(
      Map<String, String> environment, ArtifactStore store, Progress progress) {
    Path folder = WorkDirectory.root(environment);
    Tracking tracking = Tracking.connect(TrackingSettings.fromEnvironment(environment), folder);
    return new TrackingServices(
        tracking,
        store,
        new UnsentLogs(store),
        new RunFiles(tracking, store),
        progress,
        folder,
        PATIENCE);
  }

  @Override
  public void close() {
    tracking.close();
  }
}
