package org.wavetrain.decoding;

/**
 * What a language model counts beside the network, in the terms and with the defaults of
 * pyctcdecode 0.5.0.
 *
 * @param alpha weight of the language model's log probability
 * @param beta what each word adds, against a preference for few, long words
 * @param unknownOffset ({@code unk_score_offset}) added to the log10 probability of a word that the
 *     model does not know
 * @param scoreBoundary ({@code lm_score_boundary}) whether the model is asked how sentences begin
 *     and end
 */
public record LanguageModelWeights(
    double alpha, double beta, double unknownOffset, boolean scoreBoundary) {
  /** Those of pyctcdecode 0.5.0. */
  public static final LanguageModelWeights DEFAULT = new LanguageModelWeights(0.5, 1.5, -10, true);
}
