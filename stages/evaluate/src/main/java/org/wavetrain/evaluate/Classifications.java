package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.failure.UserFailure;

/** What a classifier predicted, beside what is true. */
final class Classifications {
  /** Both labels as indices. */
  record Classification(Utterance utterance, int label, int predicted) {}

  private final List<String> labels;
  private final List<Classification> all = new ArrayList<>();
  private long right;

  /**
   * @param labels names of the classes, in the classifier's order
   */
  Classifications(List<String> labels) {
    this.labels = List.copyOf(labels);
  }

  void add(Utterance utterance, int predicted) {
    String name = utterance.label().orElseThrow();
    int label = labels.indexOf(name);
    if (label < 0) {
      throw new UserFailure(
          EvaluateError.EVALUATE_LABEL_UNKNOWN,
          "Utterance %s has the label %s, but the classifier knows only %s."
              .formatted(utterance.id(), name, labels),
          "Train the classifier on a corpus that has every label in its training split.");
    }
    all.add(new Classification(utterance, label, predicted));
    if (label == predicted) {
      right++;
    }
  }

  List<String> labels() {
    return labels;
  }

  /** Whether there is any. */
  boolean hasAny() {
    return !all.isEmpty();
  }

  /** The accuracy over all splits so far, to show while the stage runs. */
  double accuracySoFar() {
    return (double) right / Math.max(1, all.size());
  }

  /** Those of some splits, by id. */
  List<Classification> of(Set<Split> splits) {
    return all.stream()
        .filter(classification -> splits.contains(classification.utterance().split()))
        .sorted(Comparator.comparing(classification -> classification.utterance().id()))
        .toList();
  }

  ConfusionMatrix confusion(Set<Split> splits, Predicate<Utterance> wanted) {
    ConfusionMatrix confusion = new ConfusionMatrix(labels.size());
    for (Classification classification : all) {
      Utterance utterance = classification.utterance();
      if (splits.contains(utterance.split()) && wanted.test(utterance)) {
        confusion.add(classification.label(), classification.predicted());
      }
    }
    return confusion;
  }
}
