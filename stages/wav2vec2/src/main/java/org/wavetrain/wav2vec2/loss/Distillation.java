package org.wavetrain.wav2vec2.loss;

/**
 * How much early exits learn from the last one (Hinton et al., arXiv 1503.02531).
 *
 * @param share of the total loss, from 0, where there is none, to 1, where the labels no longer
 *     count; (1 − share) is what the losses against the labels keep
 * @param temperature that both distributions are softened by; 1 leaves them as they are
 */
public record Distillation(double share, double temperature) {
  /** Every exit learns from the labels alone. */
  public static final Distillation NONE = new Distillation(0, 1);

  public Distillation {
    if (!(share >= 0 && share <= 1 && temperature > 0 && Double.isFinite(temperature))) {
      throw new IllegalArgumentException(
          "no distillation with share %s and temperature %s".formatted(share, temperature));
    }
  }
}
