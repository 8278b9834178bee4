package org.wavetrain.augment;

import java.util.List;
import java.util.SplittableRandom;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;

/**
 * The numbers from which an effect's strength is drawn, uniformly.
 *
 * @param lowest the smallest
 * @param highest the largest; not smaller than {@code lowest}
 */
record Range(double lowest, double highest) {
  /**
   * Reads a parameter of two numbers.
   *
   * @throws UserFailure {@code AUGMENT_RANGE_INVALID} when they are not two, the smaller first
   */
  static Range of(Parameters parameters, String name) {
    List<Double> ends = parameters.numbers(name);
    if (ends.size() != 2 || ends.get(0) > ends.get(1)) {
      throw new UserFailure(
          AugmentError.AUGMENT_RANGE_INVALID,
          "The parameter %s is %s.".formatted(name, ends),
          "Give two numbers, the smaller first.");
    }
    return new Range(ends.get(0), ends.get(1));
  }

  double draw(SplittableRandom random) {
    return lowest + (highest - lowest) * random.nextDouble();
  }
}
