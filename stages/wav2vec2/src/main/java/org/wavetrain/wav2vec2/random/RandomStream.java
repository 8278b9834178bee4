package org.wavetrain.wav2vec2.random;

/**
 * A sequence of random numbers that is a pure function of its key: number n is SplitMix64's output
 * function of key + (n + 1) · golden ratio. Streams with different keys are independent for all
 * practical purposes. Not safe for several threads at once.
 */
public final class RandomStream {
  private static final float FLOAT_UNIT = 0x1p-24f;
  private static final double DOUBLE_UNIT = 0x1p-53;

  private long state;

  RandomStream(long key) {
    this.state = key;
  }

  /** 64 random bits. */
  public long nextLong() {
    state += Mixing.GOLDEN;
    return Mixing.mix(state);
  }

  /** Uniform over the 2^53 multiples of 2^-53 in [0, 1). */
  public double nextDouble() {
    return (nextLong() >>> 11) * DOUBLE_UNIT;
  }

  /** Uniform over the 2^24 multiples of 2^-24 in [0, 1). */
  public float nextFloat() {
    return (nextLong() >>> 40) * FLOAT_UNIT;
  }

  /**
   * Uniform over 0 (included) to {@code bound} (excluded), without bias (Lemire, Fast Random
   * Integer Generation in an Interval, 2019).
   */
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound must be positive: " + bound);
    }
    long product = (nextLong() >>> 32) * bound;
    if ((product & 0xffffffffL) < bound) {
      long threshold = (1L << 32) % bound;
      while ((product & 0xffffffffL) < threshold) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }

  /** Normal with mean 0 and deviation 1, by the Box-Muller transform. */
  public double nextGaussian() {
    double radius = Math.sqrt(-2 * Math.log(positiveDouble()));
    return radius * Math.cos(2 * Math.PI * nextDouble());
  }

  /** Standard Gumbel, -log(-log u). */
  public double nextGumbel() {
    return -Math.log(-Math.log(openDouble()));
  }

  /** Fills with what {@link #nextFloat} could give, two values from each 64 bits. */
  public void fill(float[] values) {
    int index = 0;
    for (; index + 1 < values.length; index += 2) {
      long bits = nextLong();
      values[index] = (bits >>> 40) * FLOAT_UNIT;
      values[index + 1] = (bits >>> 8 & 0xffffff) * FLOAT_UNIT;
    }
    if (index < values.length) {
      values[index] = nextFloat();
    }
  }

  /** Fills with normal values of mean 0 and the given deviation. */
  public void fillGaussian(float[] values, double deviation) {
    int index = 0;
    for (; index + 1 < values.length; index += 2) {
      double radius = deviation * Math.sqrt(-2 * Math.log(positiveDouble()));
      double angle = 2 * Math.PI * nextDouble();
      values[index] = (float) (radius * Math.cos(angle));
      values[index + 1] = (float) (radius * Math.sin(angle));
    }
    if (index < values.length) {
      values[index] = (float) (deviation * nextGaussian());
    }
  }

  /** Fills with standard Gumbel values. */
  public void fillGumbel(float[] values) {
    for (int index = 0; index < values.length; index++) {
      values[index] = (float) nextGumbel();
    }
  }

  /** Puts the elements in random order, each order equally likely. */
  public void shuffle(int[] values) {
    shuffle(values, values.length);
  }

  /**
   * Draws {@code count} of the elements without replacement and puts them first, in random order;
   * the others follow.
   */
  public void shuffle(int[] values, int count) {
    for (int index = 0; index < count; index++) {
      int chosen = index + nextInt(values.length - index);
      int value = values[chosen];
      values[chosen] = values[index];
      values[index] = value;
    }
  }

  /** In (0, 1]. */
  private double positiveDouble() {
    return ((nextLong() >>> 11) + 1) * DOUBLE_UNIT;
  }

  /** In (0, 1). */
  private double openDouble() {
    return ((nextLong() >>> 12) + 0.5) * 0x1p-52;
  }
}
