package org.wavetrain.wav2vec2.loss;

/**
 * The frames of one utterance in double precision: its scores, the logarithm of the sum of their
 * exponentials, and the softmax of each frame. Reused from utterance to utterance.
 */
final class CtcFrames {
  private int vocabulary;
  private double[] scores = new double[0];
  private double[] probabilities = new double[0];
  private double[] logSums = new double[0];

  void prepare(int frames, int vocabulary) {
    this.vocabulary = vocabulary;
    if (scores.length < frames * vocabulary) {
      scores = new double[frames * vocabulary];
      probabilities = new double[frames * vocabulary];
    }
    if (logSums.length < frames) {
      logSums = new double[frames];
    }
  }

  /** Where the scores go before {@link #normalise}: row-major [frames, vocabulary]. */
  double[] scores() {
    return scores;
  }

  /** Takes the softmax; false when a score is NaN or a frame has no finite score. */
  boolean normalise(int frames) {
    boolean numbers = true;
    for (int frame = 0; frame < frames; frame++) {
      int row = frame * vocabulary;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int symbol = 0; symbol < vocabulary; symbol++) {
        greatest = Math.max(greatest, scores[row + symbol]);
      }
      double sum = 0;
      for (int symbol = 0; symbol < vocabulary; symbol++) {
        double exponential = Math.exp(scores[row + symbol] - greatest);
        probabilities[row + symbol] = exponential;
        sum += exponential;
      }
      double factor = 1 / sum;
      for (int symbol = 0; symbol < vocabulary; symbol++) {
        probabilities[row + symbol] *= factor;
      }
      logSums[frame] = greatest + Math.log(sum);
      numbers &= !Double.isNaN(logSums[frame]);
    }
    return numbers;
  }

  /**
   * The softmax, row-major [frames, vocabulary]; the backward pass turns it frame by frame into the
   * gradient by taking off the posterior of each symbol.
   */
  double[] probabilities() {
    return probabilities;
  }

  double logProbability(int frame, int symbol) {
    return scores[frame * vocabulary + symbol] - logSums[frame];
  }

  int vocabulary() {
    return vocabulary;
  }
}
