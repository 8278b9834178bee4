package org.wavetrain.audio;

/** Whether there is anything to hear, by the loudest sample. */
public final class Silence {
  /**
   * Whatever is below this is silence. The dither of 16-bit samples, which writers and resamplers
   * add to nothing, has peaks of one or two steps (-90 and -84 dBFS); a recording of fewer than
   * four steps has no speech left in it.
   */
  public static final double BELOW_DBFS = -80;

  /** What to do about it, for whoever wants a single recording heard. */
  public static final String REMEDY = "Give a recording in which something can be heard.";

  private static final double BELOW = Math.pow(10, BELOW_DBFS / 20);

  private Silence() {}

  /**
   * Whether a recording with this loudest sample is silent.
   *
   * @param peak magnitude, of which 1 is full scale
   */
  public static boolean isPeak(double peak) {
    return peak < BELOW;
  }
}
