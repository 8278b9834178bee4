package org.wavetrain.wav2vec2.model;

import java.util.List;

/**
 * The CTC loss of a batch, reduced as the configuration's {@code ctc_loss_reduction} says.
 *
 * @param total the sum of the exits' losses, each times its weight
 * @param exits each exit's loss without its weight, in the order of {@link CtcOptions#exits()}
 */
public record CtcLosses(double total, List<Double> exits) {
  public CtcLosses {
    exits = List.copyOf(exits);
  }
}
