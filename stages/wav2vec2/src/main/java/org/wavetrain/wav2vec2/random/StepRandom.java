package org.wavetrain.wav2vec2.random;

/**
 * The source of all randomness of one training step. A stream depends on (seed, step, layer,
 * purpose) and on nothing else: not on which streams were drawn from before, nor how far, nor on
 * threads. A resumed run therefore draws what an unbroken one would have drawn.
 *
 * @param seed the seed of the run
 * @param step the optimizer step, or any other counter that never repeats within the run
 */
public record StepRandom(long seed, long step) {
  /**
   * A new stream, at its beginning.
   *
   * @param layer who draws, for example {@code encoder.layers.3}
   * @param purpose what for, for example {@code hidden_dropout}
   */
  public RandomStream stream(String layer, String purpose) {
    long key = Mixing.combine(Mixing.combine(Mixing.START, seed), step);
    key = Mixing.combine(key, layer);
    return new RandomStream(Mixing.combine(key, purpose));
  }
}
