package org.wavetrain.decoding;

/**
 * An n-gram model with its weights: scores as pyctcdecode 0.5.0 ({@code LanguageModel}) computes
 * them, in natural logarithms.
 */
public final class WeightedLanguageModel {
  private static final double LN_10 = Math.log(10);

  /** From this length on, an unknown beginning of a word costs the more the longer it is. */
  private static final double USUAL_LENGTH = 6;

  private final NgramModel model;
  private final LanguageModelWeights weights;

  /**
   * @param model gives the probabilities of words
   * @param weights how much they count beside the scores of the acoustic model
   */
  public WeightedLanguageModel(NgramModel model, LanguageModelWeights weights) {
    this.model = model;
    this.weights = weights;
  }

  WordHistory begin() {
    return weights.scoreBoundary() ? model.begin() : WordHistory.EMPTY;
  }

  WordHistory after(WordHistory history, String word) {
    return model.after(history, word);
  }

  /** What a complete word adds. */
  double word(WordHistory history, String word) {
    double score = model.score(history, word);
    if (!model.knows(word)) {
      score += weights.unknownOffset();
    }
    return weights.alpha() * score * LN_10 + weights.beta();
  }

  /** What the beginning of a word adds until the word is complete. */
  double beginning(String beginning) {
    if (beginning.isEmpty() || model.knowsBeginning(beginning)) {
      return 0;
    }
    int length = beginning.codePointCount(0, beginning.length());
    return weights.unknownOffset() * Math.max(1, length / USUAL_LENGTH);
  }

  /** What the end of the sentence adds. */
  double end(WordHistory history) {
    return weights.scoreBoundary()
        ? weights.alpha() * model.score(history, NgramModel.END) * LN_10
        : 0;
  }
}
