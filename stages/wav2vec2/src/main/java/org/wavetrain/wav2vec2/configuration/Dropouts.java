package org.wavetrain.wav2vec2.configuration;

/**
 * Probabilities of dropping in training, each from 0 to 1.
 *
 * @param hidden after attention, after the feed-forward part and after the positional convolution
 *     ({@code hidden_dropout})
 * @param activation inside the feed-forward part ({@code activation_dropout})
 * @param attention of attention weights ({@code attention_dropout})
 * @param featureProjection of projected features ({@code feat_proj_dropout})
 * @param featureQuantizer of the features that are quantized ({@code feat_quantizer_dropout})
 * @param output before the head ({@code final_dropout})
 * @param layer of a whole block ({@code layerdrop})
 */
public record Dropouts(
    double hidden,
    double activation,
    double attention,
    double featureProjection,
    double featureQuantizer,
    double output,
    double layer) {
  /** Nothing is dropped. */
  public static final Dropouts NONE = new Dropouts(0, 0, 0, 0, 0, 0, 0);
}
