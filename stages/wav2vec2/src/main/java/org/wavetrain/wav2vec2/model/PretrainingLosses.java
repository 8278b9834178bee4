package org.wavetrain.wav2vec2.model;

/**
 * What a batch says about the self-supervised objective (arXiv 2006.11477), in nats.
 *
 * @param total contrastive + diversity_loss_weight × diversity, both summed over masked frames, and
 *     with fairseq's objective + its weight × featurePenalty × maskedFrames
 * @param contrastive cross entropy of the right code among the distractors, summed over masked
 *     frames
 * @param diversity unused share of the codebook, times the number of masked frames
 * @param featurePenalty mean square of the feature encoder's output; fairseq's loss contains it
 * @param accuracy share of masked frames where the right code wins
 * @param chanceAccuracy what {@code accuracy} would be for guesses: one over the codes that a frame
 *     has to be told from its own, itself counted. Distractors with the frame's own code are left
 *     out, so it is near 1 / (1 + negatives) when all codes are in use and 1 when one is.
 * @param guessLoss what {@code contrastive} would be for guesses
 * @param codePerplexity perplexity of the chosen codes, summed over groups
 * @param probabilityPerplexity perplexity of the mean code probabilities, summed over groups
 * @param maskedFrames masked frames of the batch
 * @param maskedFraction masked frames over real frames
 */
public record PretrainingLosses(
    double total,
    double contrastive,
    double diversity,
    double featurePenalty,
    double accuracy,
    double chanceAccuracy,
    double guessLoss,
    double codePerplexity,
    double probabilityPerplexity,
    int maskedFrames,
    double maskedFraction) {
  /**
   * How much the predictions tell of the codes, in nats for each masked frame: by how much their
   * cross entropy is below that of guesses, a lower bound of their mutual information (arXiv
   * 1807.03748). Zero when there is but one code, where the contrastive loss is zero too.
   */
  public double information() {
    return (guessLoss - contrastive) / Math.max(1, maskedFrames);
  }
}
