package org.wavetrain.promotion;

/** Which of two values of a metric is the better one. */
public enum Direction {
  LOWER,
  HIGHER;

  /** Whether {@code challenger} is strictly better than {@code champion}; never so for NaN. */
  boolean prefers(double challenger, double champion) {
    return this == LOWER ? challenger < champion : challenger > champion;
  }
}
