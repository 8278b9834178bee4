package org.wavetrain.decoding;

/** The probabilities of all alignments of one prefix up to a frame, as natural logarithms. */
final class Alignments {
  private double withBlank = Double.NEGATIVE_INFINITY;
  private double withToken = Double.NEGATIVE_INFINITY;

  /** Nothing has been heard: one alignment of no frame. */
  static Alignments ofNothing() {
    Alignments alignments = new Alignments();
    alignments.addWithBlank(0);
    return alignments;
  }

  void addWithBlank(double probability) {
    withBlank = sum(withBlank, probability);
  }

  void addWithToken(double probability) {
    withToken = sum(withToken, probability);
  }

  /** Of those that end with a blank. */
  double withBlank() {
    return withBlank;
  }

  /** Of those that end with the prefix's last token. */
  double withToken() {
    return withToken;
  }

  /**
   * The same without those whose scores are below a limit.
   *
   * @param language what is added to each probability for its score
   */
  Alignments scoringAtLeast(double limit, double language) {
    Alignments kept = new Alignments();
    // Added as it was for the limit, since subtracting it there would round otherwise.
    kept.withBlank = withBlank + language < limit ? Double.NEGATIVE_INFINITY : withBlank;
    kept.withToken = withToken + language < limit ? Double.NEGATIVE_INFINITY : withToken;
    return kept;
  }

  double total() {
    return sum(withBlank, withToken);
  }

  private static double sum(double first, double second) {
    double larger = Math.max(first, second);
    return larger == Double.NEGATIVE_INFINITY
        ? larger
        : larger + Math.log1p(Math.exp(Math.min(first, second) - larger));
  }
}
