package org.wavetrain.wav2vec2.configuration;

import java.util.List;

/**
 * After which blocks a transcriber can stop. A field of our own in {@code config.json} ({@code
 * early_exits}), which other readers ignore.
 *
 * @param layers blocks counted from 1, ascending, the last block included; empty when the model has
 *     no early exits
 * @param sharedHead whether all exits use {@code lm_head}, rather than each its own
 */
public record EarlyExits(List<Integer> layers, boolean sharedHead) {
  /** Only the last block's output is read. */
  public static final EarlyExits NONE = new EarlyExits(List.of(), true);

  public EarlyExits {
    layers = List.copyOf(layers);
  }
}
