package org.wavetrain.wav2vec2.configuration;

/**
 * Codebooks and contrastive task of pre-training.
 *
 * @param groups codebooks ({@code num_codevector_groups})
 * @param entriesPerGroup entries of each ({@code num_codevectors_per_group})
 * @param codevectorSize width of the entries of all groups together ({@code codevector_dim})
 * @param projectedSize width in which true and predicted frames are compared ({@code
 *     proj_codevector_dim})
 * @param negatives distractors a masked frame ({@code num_negatives})
 * @param logitTemperature divisor of cosine similarities ({@code contrastive_logits_temperature})
 * @param diversityWeight weight of the diversity loss ({@code diversity_loss_weight})
 */
public record Quantizer(
    int groups,
    int entriesPerGroup,
    int codevectorSize,
    int projectedSize,
    int negatives,
    double logitTemperature,
    double diversityWeight) {
  /** The published values for base models. */
  public static final Quantizer DEFAULT = new Quantizer(2, 320, 256, 256, 100, 0.1, 0.1);
}
