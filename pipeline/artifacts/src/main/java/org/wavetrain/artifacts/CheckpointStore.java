package org.wavetrain.artifacts;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * Intermediate states of one artifact that is being made, kept in the store so that an interrupted
 * stage goes on from the last one, on this machine or another. They are removed once the artifact
 * is published.
 */
public interface CheckpointStore {
  /**
   * Uploads a folder as the state after {@code step}; visible only once complete.
   *
   * @param kept how many of the latest states stay, this one included; older ones are removed
   */
  void save(long step, Path directory, int kept) throws IOException;

  /** Saves a state and keeps the one before it, in case that this one is damaged. */
  default void save(long step, Path directory) throws IOException {
    save(step, directory, 2);
  }

  /**
   * Downloads the newest complete checkpoint whose digests are right into {@code directory}; one
   * that is damaged is named in the log and passed over for the one before.
   *
   * @return its step, or empty when there is none
   */
  OptionalLong restoreLatest(Path directory) throws IOException;

  /**
   * How long the artifact has been in the making: since this store was opened, and before the
   * checkpoint that was restored.
   */
  Duration elapsed();

  /** Removes all checkpoints of this artifact, those of earlier makings included. */
  void clear() throws IOException;
}
