package org.wavetrain.synthesis;

import java.util.Random;

/**
 * The voice of somebody who acts emotions, as in RAVDESS, whose odd actors are male.
 *
 * @param pitchHz when neutral
 * @param haste factor on the speaking rate
 * @param tilt of the spectrum, see {@link Prosody}
 */
record Actor(double pitchHz, double haste, double tilt) {
  /**
   * @param number of the actor, from 1
   */
  static Actor draw(int number, Random random) {
    double lowest = number % 2 == 1 ? 90 : 125;
    double pitchHz = lowest * (1 + 0.2 * random.nextDouble());
    double haste = 0.94 + 0.12 * random.nextDouble();
    return new Actor(pitchHz, haste, random.nextDouble() - 0.5);
  }
}
