package org.wavetrain.training.optimizer;

/**
 * Settings of {@link Adam}, named and meant as in torch.optim.
 *
 * @param beta1 decay of the mean of gradients
 * @param beta2 decay of the mean of squared gradients
 * @param epsilon added to the root of the second
 * @param weightDecay how strongly weights are pulled to zero
 * @param decoupled whether decay shrinks the weights themselves (AdamW) or is added to the gradient
 *     (Adam)
 */
public record AdamSettings(
    double beta1, double beta2, double epsilon, double weightDecay, boolean decoupled) {
  public AdamSettings {
    requireFraction("beta1", beta1);
    requireFraction("beta2", beta2);
    if (!(epsilon > 0)) {
      throw new IllegalArgumentException("epsilon must be above 0, not " + epsilon);
    }
    if (!(weightDecay >= 0)) {
      throw new IllegalArgumentException("weight decay must not be negative: " + weightDecay);
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " must be at least 0 and below 1, not " + value);
    }
  }
}
