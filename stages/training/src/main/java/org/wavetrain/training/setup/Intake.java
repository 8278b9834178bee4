package org.wavetrain.training.setup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.loop.TrainingError;

/**
 * Reads recordings into memory as 16-bit samples and counts what it sees. Past what memory there is
 * it goes on counting but keeps no more, so that it can say how much there would be.
 */
final class Intake {
  /** The share of the heap that recordings may take. */
  private static final double HEAP_SHARE = 0.7;

  private final ExampleMaker maker;
  private final long heap;
  private final TreeMap<String, Integer> reasons = new TreeMap<>();
  private int seen;
  private long bytes;

  /**
   * @param heap bytes that the process may use
   */
  Intake(ExampleMaker maker, long heap) {
    this.maker = maker;
    this.heap = heap;
  }

  /** Reads the wanted and fit recordings of one split of one corpus. */
  List<Recording> read(CorpusReader corpus, Split split) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    if (corpus.summary().split(split).utterances() > 0) {
      corpus.forEach(
          utterance ->
              utterance.split() == split
                  && maker.wants(utterance)
                  && isFit(utterance)
                  && hasRoom(utterance),
          (utterance, samples) ->
              recordings.add(Recording.of(utterance, maker.make(utterance, samples))));
    }
    return recordings;
  }

  private boolean isFit(Utterance utterance) {
    seen++;
    String reason = maker.unfit(utterance);
    if (!reason.isEmpty()) {
      reasons.merge(reason, 1, Integer::sum);
    }
    return reason.isEmpty();
  }

  private boolean hasRoom(Utterance utterance) {
    bytes += (long) utterance.samples() * Short.BYTES;
    return bytes <= HEAP_SHARE * heap;
  }

  /** What was left out so far. */
  SetAside setAside() {
    return new SetAside(reasons, seen);
  }

  /**
   * @throws UserFailure {@code TRAINING_CORPUS_TOO_LARGE} when recordings were left out for want of
   *     memory
   */
  void requireRoom() {
    if (bytes > HEAP_SHARE * heap) {
      throw new UserFailure(
          TrainingError.TRAINING_CORPUS_TOO_LARGE,
          "The recordings to train on take %d MiB of memory, of the %d MiB that the process may use."
              .formatted(bytes >> 20, heap >> 20),
          "Give the process more memory (-Xmx), or train on fewer hours or augmented copies.");
    }
  }
}
