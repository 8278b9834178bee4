package org.wavetrain.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

/** How often each true class was taken for each class. */
final class ConfusionMatrix {
  private final long[][] counts;

  ConfusionMatrix(int classes) {
    counts = new long[classes][classes];
  }

  void add(int label, int predicted) {
    counts[label][predicted]++;
  }

  long total() {
    return Arrays.stream(counts).flatMapToLong(LongStream::of).sum();
  }

  /** The share that was recognised; 0 when there is nothing. */
  double accuracy() {
    return share(right(), total());
  }

  /** How many were recognised. */
  long right() {
    long right = 0;
    for (int label = 0; label < counts.length; label++) {
      right += counts[label][label];
    }
    return right;
  }

  /** The accuracy of always guessing the commonest true class: what is to be beaten. */
  double majorityAccuracy() {
    long most = Arrays.stream(counts).mapToLong(row -> LongStream.of(row).sum()).max().orElse(0);
    return share(most, total());
  }

  /**
   * The mean over the classes of F1 = 2·TP / (2·TP + FP + FN). As in scikit-learn's {@code
   * f1_score(average="macro")}, a class counts when it is true or predicted at least once, and with
   * 0 when it was never recognised.
   */
  double macroF1() {
    double sum = 0;
    int present = 0;
    for (int label = 0; label < counts.length; label++) {
      long both = counts[label][label];
      long eitherOrBoth = LongStream.of(counts[label]).sum() + predicted(label);
      if (eitherOrBoth > 0) {
        sum += 2.0 * both / eitherOrBoth;
        present++;
      }
    }
    return present == 0 ? 0 : sum / present;
  }

  /** A row for each true class. */
  List<List<Long>> rows() {
    return Arrays.stream(counts).map(row -> LongStream.of(row).boxed().toList()).toList();
  }

  private long predicted(int label) {
    return Arrays.stream(counts).mapToLong(row -> row[label]).sum();
  }

  private static double share(long part, long whole) {
    return (double) part / Math.max(1, whole);
  }
}
