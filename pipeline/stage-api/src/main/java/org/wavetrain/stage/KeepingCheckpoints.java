package org.wavetrain.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import org.wavetrain.artifacts.CheckpointStore;

/**
 * Checkpoints that keep what was logged before them: whoever goes on from one repeats only what
 * comes after it.
 */
record KeepingCheckpoints(CheckpointStore checkpoints, KeptLog log) implements CheckpointStore {
  @Override
  public void save(long step, Path directory, int kept) throws IOException {
    log.sendOrKeep();
    checkpoints.save(step, directory, kept);
  }

  @Override
  public OptionalLong restoreLatest(Path directory) throws IOException {
    return checkpoints.restoreLatest(directory);
  }

  @Override
  public Duration elapsed() {
    return checkpoints.elapsed();
  }

  @Override
  public void clear() throws IOException {
    checkpoints.clear();
  }
}
