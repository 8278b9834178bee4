package org.wavetrain.local.runner;

import java.nio.file.Path;
import java.time.Duration;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Manifest;

/** What became of a stage in a run. */
public sealed interface StageOutcome {
  /** The artifact's key. */
  ArtifactKey key();

  /** How long the stage ran in this run; zero if it did not. */
  Duration elapsed();

  /** The artifact existed. */
  record Cached(Manifest manifest) implements StageOutcome {
    @Override
    public ArtifactKey key() {
      return manifest.key();
    }

    @Override
    public Duration elapsed() {
      return Duration.ZERO;
    }
  }

  /** The stage ran and made the artifact. */
  record Made(Manifest manifest, Duration elapsed) implements StageOutcome {
    @Override
    public ArtifactKey key() {
      return manifest.key();
    }
  }

  /**
   * The stage failed.
   *
   * @param code a stable name of what went wrong
   * @param sentence what went wrong
   * @param remedy what to do about it
   * @param log the stage's log file
   */
  record Failed(
      ArtifactKey key, Duration elapsed, String code, String sentence, String remedy, Path log)
      implements StageOutcome {}

  /** The stage was asked to stop; if it saves checkpoints, it goes on from its last one. */
  record Stopped(ArtifactKey key, Duration elapsed) implements StageOutcome {}
}
