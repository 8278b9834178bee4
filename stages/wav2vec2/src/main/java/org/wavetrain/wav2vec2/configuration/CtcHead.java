package org.wavetrain.wav2vec2.configuration;

/**
 * The head that transcribes.
 *
 * @param vocabularySize symbols, blank included ({@code vocab_size})
 * @param blank identifier of the blank symbol ({@code pad_token_id})
 * @param reduction how losses are added up ({@code ctc_loss_reduction})
 * @param zeroInfinity whether an utterance with fewer frames than its labels need counts as 0 and
 *     not as infinity ({@code ctc_zero_infinity})
 */
public record CtcHead(
    int vocabularySize, int blank, LossReduction reduction, boolean zeroInfinity) {}
