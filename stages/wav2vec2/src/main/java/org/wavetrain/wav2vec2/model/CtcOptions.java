package org.wavetrain.wav2vec2.model;

import java.util.Collections;
import java.util.List;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.loss.Distillation;

/**
 * Where a network transcribes: after which transformer layers.
 *
 * @param exits layers, counted from 1, ascending; the last one is the number of layers
 * @param sharedHead whether all exits use one head ({@code lm_head}) or each its own
 * @param exitWeights factor of each exit's loss in the total, as many as exits
 * @param distillation what the last exit teaches the others in training
 */
public record CtcOptions(
    List<Integer> exits, boolean sharedHead, List<Double> exitWeights, Distillation distillation) {
  public CtcOptions {
    exits = List.copyOf(exits);
    exitWeights = List.copyOf(exitWeights);
    if (exits.isEmpty() || exits.size() != exitWeights.size()) {
      throw new IllegalArgumentException(
          "exits " + exits + " and weights " + exitWeights + " are not of equal, positive number");
    }
    for (int index = 0; index < exits.size(); index++) {
      int previous = index == 0 ? 0 : exits.get(index - 1);
      if (exits.get(index) <= previous) {
        throw new IllegalArgumentException("exits " + exits + " do not ascend from 1");
      }
    }
  }

  /** Exits that all learn from the labels alone. */
  public CtcOptions(List<Integer> exits, boolean sharedHead, List<Double> exitWeights) {
    this(exits, sharedHead, exitWeights, Distillation.NONE);
  }

  /** The exits that {@code config.json} names; without any, one after the last layer. */
  public static CtcOptions of(Wav2Vec2Configuration configuration) {
    EarlyExits early = configuration.earlyExits();
    return early.layers().isEmpty()
        ? lastLayer(configuration)
        : exits(early.layers(), early.sharedHead());
  }

  /** One exit, after the last layer. */
  public static CtcOptions lastLayer(Wav2Vec2Configuration configuration) {
    return exits(List.of(configuration.contextNetwork().layers()), true);
  }

  /** Exits whose losses are summed with weight one. */
  public static CtcOptions exits(List<Integer> exits, boolean sharedHead) {
    return new CtcOptions(exits, sharedHead, Collections.nCopies(exits.size(), 1.0));
  }
}
