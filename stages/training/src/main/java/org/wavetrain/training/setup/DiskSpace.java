package org.wavetrain.training.setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.loop.TrainingError;

/**
 * The disk that recordings are copied to.
 *
 * @param directory a folder on it, which exists
 * @param bytes how much of it is free
 */
record DiskSpace(Path directory, long bytes) {
  static DiskSpace of(Path directory) throws IOException {
    return new DiskSpace(directory, Files.getFileStore(directory).getUsableSpace());
  }

  /**
   * @throws UserFailure {@code TRAINING_CORPUS_TOO_LARGE} when the corpora do not fit
   */
  void require(List<CorpusReader> corpora) {
    long needed = corpora.stream().mapToLong(CorpusReader::bytes).sum();
    if (needed > bytes) {
      throw new UserFailure(
          TrainingError.TRAINING_CORPUS_TOO_LARGE,
          "The recordings to train on take %d MiB of disk, of which %s has %d MiB left."
              .formatted(needed >> 20, directory, bytes >> 20),
          "Make room there, keep the work folder on a larger disk, or train on fewer hours or"
              + " augmented copies.");
    }
  }
}
