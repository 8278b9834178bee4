package org.wavetrain.evaluate;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wavetrain.corpus.Split;
import org.wavetrain.evaluate.Transcriptions.Errors;

/**
 * The flat figures of an evaluation, by name. Names without a prefix are of the test split and the
 * last exit; {@code validation_} marks the other split; docs/artifacts.md lists them.
 */
final class Metrics {
  private final SortedMap<String, Double> values = new TreeMap<>();

  private Metrics() {}

  static Map<String, Double> of(
      Separation separation,
      Transcriptions transcriptions,
      Optional<Classifications> classifications) {
    Metrics metrics = new Metrics();
    metrics.add(separation);
    for (Split split : new Split[] {Split.TEST, Split.VALIDATION}) {
      String prefix = split == Split.TEST ? "" : "validation_";
      metrics.add(prefix, split, transcriptions);
      classifications.ifPresent(some -> metrics.add(prefix, some.confusion(split)));
    }
    return metrics.values;
  }

  private void add(Separation separation) {
    put("training_speakers", separation.trainingSpeakers());
    put("test_speakers", separation.testSpeakers());
    put("shared_speakers", separation.sharedSpeakers());
    put("training_sentences", separation.trainingSentences());
    put("test_sentences", separation.testSentences());
    put("shared_sentences", separation.sharedSentences());
  }

  private void add(String prefix, Split split, Transcriptions transcriptions) {
    Errors errors = transcriptions.errors(split, transcriptions.lastExit());
    if (errors.utterances() == 0) {
      return;
    }
    put(prefix + "utterances", errors.utterances());
    put(prefix + "words", errors.words().referenceLength());
    put(prefix + "word_errors", errors.words().errors());
    put(prefix + "word_substitutions", errors.words().substitutions());
    put(prefix + "word_deletions", errors.words().deletions());
    put(prefix + "word_insertions", errors.words().insertions());
    put(prefix + "wer", errors.words().rate());
    put(prefix + "cer", errors.characters().rate());
    for (int exit = 0; exit < transcriptions.layers().size(); exit++) {
      Errors early = transcriptions.errors(split, exit);
      String layer = "_layer_%02d".formatted(transcriptions.layers().get(exit));
      put(prefix + "wer" + layer, early.words().rate());
      put(prefix + "cer" + layer, early.characters().rate());
    }
  }

  private void add(String prefix, ConfusionMatrix confusion) {
    if (confusion.total() == 0) {
      return;
    }
    put(prefix + "labelled_utterances", confusion.total());
    put(prefix + "accuracy", confusion.accuracy());
    put(prefix + "majority_accuracy", confusion.majorityAccuracy());
    put(prefix + "macro_f1", confusion.macroF1());
  }

  private void put(String name, double value) {
    values.put(name, value);
  }
}
