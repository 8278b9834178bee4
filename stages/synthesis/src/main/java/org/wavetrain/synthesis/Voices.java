package org.wavetrain.synthesis;

import java.util.Random;

/** Voices of women and men: FreeTTS has one voice, whose pitch tells them apart. */
final class Voices {
  private Voices() {}

  /** Draws a voice. */
  static Prosody draw(boolean female, Random random) {
    double pitchHz = (female ? 150 : 85) * (1 + 0.35 * random.nextDouble());
    return new Prosody(
        pitchHz,
        pitchHz * (0.06 + 0.12 * random.nextDouble()),
        150 + 50 * random.nextDouble(),
        random.nextDouble() - 0.5,
        0.5 + 0.5 * random.nextDouble());
  }
}
