package org.wavetrain.wav2vec2.model;

/**
 * What a batch says about the self-supervised objective (arXiv 2006.11477; sums, as Hugging Face
 * computes them).
 *
 * @param total contrastive + diversity_loss_weight × diversity, both summed over masked frames
 * @param contrastive cross entropy of the right code among the distractors, summed over masked
 *     frames
 * @param diversity unused share of the codebook, times the number of masked frames
 * @param featurePenalty mean square of the feature encoder's output; reported, not trained on
 * @param accuracy share of masked frames where the right code wins
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
    double codePerplexity,
    double probabilityPerplexity,
    int maskedFrames,
    double maskedFraction) {}
