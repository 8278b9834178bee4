package org.wavetrain.wav2vec2.model;

import java.util.List;

/**
 * The losses of a batch, reduced as the configuration's {@code ctc_loss_reduction} says.
 *
 * @param total what is minimised: the exits' CTC losses and divergences, weighted as {@link
 *     CtcOptions} says
 * @param exits each exit's CTC loss without its weight, in the order of {@link CtcOptions#exits()}
 * @param divergences of each exit but the last, how far its distributions are from the last one's,
 *     without its weight; none without distillation
 */
public record CtcLosses(double total, List<Double> exits, List<Double> divergences) {
  public CtcLosses {
    exits = List.copyOf(exits);
    divergences = List.copyOf(divergences);
  }
}
