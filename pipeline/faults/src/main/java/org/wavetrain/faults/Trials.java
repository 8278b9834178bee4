package org.wavetrain.faults;

import java.util.stream.IntStream;

/**
 * How often a test tries a fault whose moment or form is drawn at random. The system property
 * {@code trials} ({@code mvn verify -Pfaults -Dtrials=30}) says how often at least; each test says
 * how often it is without it.
 */
public final class Trials {
  private static final String PROPERTY = "trials";

  private Trials() {}

  /**
   * How many times as long as usual a test of long use goes on: as often as is asked for, otherwise
   * once.
   */
  public static int timesAsLong() {
    return Integer.getInteger(PROPERTY, 1);
  }

  /**
   * The numbers of the trials, from 0.
   *
   * @param usually how many, if nobody asks for more
   */
  public static IntStream orUsually(int usually) {
    return IntStream.range(0, Math.max(usually, Integer.getInteger(PROPERTY, 0)));
  }
}
