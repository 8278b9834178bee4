package org.wavetrain.synthesis;

import java.util.Random;

/**
 * RAVDESS's eight emotions, and how each changes a voice at normal intensity; strong intensity
 * takes it a third further away from neutral.
 */
enum Emotion {
  /** It has one intensity only. */
  NEUTRAL(1, 1.00, 0.06, 140, 0.50),
  CALM(2, 0.92, 0.03, 122, 0.40),
  HAPPY(2, 1.40, 0.40, 170, 0.75),
  SAD(2, 0.84, 0.02, 105, 0.30),
  ANGRY(2, 0.95, 0.20, 210, 1.00),
  FEARFUL(2, 1.80, 0.04, 270, 0.45),
  DISGUST(2, 0.88, 0.30, 115, 0.65),
  SURPRISED(2, 1.60, 0.55, 160, 0.80);

  private static final double STRONG = 1.33;
  private static final double NEUTRAL_WORDS_PER_MINUTE = 140;

  private final int intensities;
  private final double pitch;
  private final double range;
  private final double wordsPerMinute;
  private final double gain;

  /**
   * @param intensities how many there are
   * @param pitch factor on the actor's pitch
   * @param range pitch range as a share of the pitch
   * @param wordsPerMinute speaking rate
   * @param gain loudness, 0 to 1
   */
  Emotion(int intensities, double pitch, double range, double wordsPerMinute, double gain) {
    this.intensities = intensities;
    this.pitch = pitch;
    this.range = range;
    this.wordsPerMinute = wordsPerMinute;
    this.gain = gain;
  }

  /** Its code in file names: 1 for the first. */
  int code() {
    return ordinal() + 1;
  }

  /** 1, normal, or 2 with strong. */
  int intensities() {
    return intensities;
  }

  /** How an actor speaks with it, a little different each time. */
  Prosody prosody(Actor actor, int intensity, Random random) {
    double strength = intensity == 2 ? STRONG : 1;
    double pitchHz = actor.pitchHz() * (1 + strength * (pitch - 1)) * around(random, 0.04);
    double rate = NEUTRAL_WORDS_PER_MINUTE + strength * (wordsPerMinute - NEUTRAL_WORDS_PER_MINUTE);
    return new Prosody(
        pitchHz,
        pitchHz * range * around(random, 0.15),
        rate * actor.haste() * around(random, 0.04),
        actor.tilt(),
        Math.min(1, gain * around(random, 0.1)));
  }

  private static double around(Random random, double spread) {
    return 1 + spread * (2 * random.nextDouble() - 1);
  }
}
