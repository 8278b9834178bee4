package org.wavetrain.training.setup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.wavetrain.corpus.CorpusReader;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.batch.Example;

/** Finds the recordings that can be trained on or validated with, and counts what it sees. */
final class Intake {
  private final ExampleMaker maker;
  private final TreeMap<String, Integer> reasons = new TreeMap<>();
  private final List<Recording> training = new ArrayList<>();
  private final List<Recording> validation = new ArrayList<>();
  private int seen;

  Intake(ExampleMaker maker) {
    this.maker = maker;
  }

  /**
   * Copies a corpus to local disk, where its recordings stay.
   *
   * @param directory a folder for this corpus alone
   */
  void add(CorpusReader corpus, Path directory) throws IOException {
    corpus.copy(
        directory,
        utterance -> utterance.split() != Split.TEST && maker.wants(utterance) && isFit(utterance),
        (utterance, samples) -> {
          Example example = new Example(utterance.id(), maker.reference(utterance), samples);
          (utterance.split() == Split.TRAIN ? training : validation)
              .add(Recording.of(utterance, example));
        });
  }

  private boolean isFit(Utterance utterance) {
    seen++;
    String reason = maker.unfit(utterance);
    if (!reason.isEmpty()) {
      reasons.merge(reason, 1, Integer::sum);
    }
    return reason.isEmpty();
  }

  /** Those of the training split. */
  List<Recording> training() {
    return training;
  }

  /** Those of the validation split. */
  List<Recording> validation() {
    return validation;
  }

  /** What was left out so far. */
  SetAside setAside() {
    return new SetAside(reasons, seen);
  }
}
