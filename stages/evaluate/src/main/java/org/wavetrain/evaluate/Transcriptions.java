package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.metrics.EditCounts;

/** What a transcriber heard, beside what was said. */
final class Transcriptions {
  private final List<String> exits;
  private final List<Transcription> all = new ArrayList<>();
  private EditCounts soFar = EditCounts.NONE;

  /**
   * @param exits names of what is measured: layers, ascending, or a rule that chooses them
   */
  Transcriptions(List<String> exits) {
    this.exits = List.copyOf(exits);
  }

  /**
   * @param readings one for each exit
   */
  void add(Utterance utterance, List<Reading> readings) {
    Transcription transcription = Transcription.of(utterance, readings);
    all.add(transcription);
    soFar = soFar.plus(transcription.at(lastExit()).words());
  }

  List<String> exits() {
    return exits;
  }

  /** Index of the exit by which a model is judged: after the last layer, or where the rule says. */
  int lastExit() {
    return exits.size() - 1;
  }

  /** Whether there is any. */
  boolean hasAny() {
    return !all.isEmpty();
  }

  /** The word error rate over all splits so far, to show while the stage runs. */
  double rateSoFar() {
    return soFar.rate();
  }

  /** Those of some splits, by id. */
  List<Transcription> of(Set<Split> splits) {
    return all.stream()
        .filter(transcription -> splits.contains(transcription.utterance().split()))
        .sorted(Comparator.comparing(transcription -> transcription.utterance().id()))
        .toList();
  }
}
