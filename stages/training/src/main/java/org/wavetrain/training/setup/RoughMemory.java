package org.wavetrain.training.setup;

import org.wavetrain.definition.Parameters;

/** How much memory a training takes, before anything is known of a model to start from. */
final class RoughMemory {
  /** Parameters, gradient, its sum over batches, two moments, and the best parameters. */
  private static final long BYTES_A_PARAMETER = 6 * Float.BYTES;

  private RoughMemory() {}

  /**
   * What it needs at most, in MiB, with a model of the size that the parameters name.
   *
   * @param declared what it needs with a model of two million parameters
   */
  static long mebibytes(Parameters parameters, long declared) {
    long added = SizeFigures.of(parameters).addedMillionParameters() * 1_000_000;
    return declared + (added * BYTES_A_PARAMETER >> 20);
  }
}
