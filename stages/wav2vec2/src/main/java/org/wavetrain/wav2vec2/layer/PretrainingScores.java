package org.wavetrain.wav2vec2.layer;

/**
 * What a pre-training loss was made of; sums over masked frames.
 *
 * @param total contrastive + weight · diversity + weight · masked frames · featurePenalty
 * @param contrastive cross entropies
 * @param diversity unused share of the codebooks, once for each masked frame
 * @param featurePenalty mean square of the feature encoder's output, the one figure that is no sum
 * @param right masked frames at which the right code won; of level ones each its fair share
 * @param chance masked frames at which it would have won by guesses
 * @param guessLoss what {@code contrastive} would have been for guesses
 * @param codePerplexity of the likeliest codes, summed over groups
 * @param probabilityPerplexity of what the diversity loss looks at, summed over groups
 */
public record PretrainingScores(
    double total,
    double contrastive,
    double diversity,
    double featurePenalty,
    double right,
    double chance,
    double guessLoss,
    double codePerplexity,
    double probabilityPerplexity) {}
