package org.wavetrain.training.loop;

/**
 * The best evaluation so far.
 *
 * @param value its value, NaN when there is none yet
 * @param step after how many updates, the last ones when several are equal; -1 when there is none
 *     yet
 * @param evaluationsSince evaluations since the value was first reached, none of them better
 */
public record Best(double value, long step, int evaluationsSince) {
  static final Best NONE = new Best(Double.NaN, -1, 0);

  /** After one more evaluation; an equal one takes the place of the best, but is none better. */
  Best next(double newValue, long newStep, boolean improved) {
    if (improved) {
      return new Best(newValue, newStep, 0);
    }
    return new Best(value, newValue == value ? newStep : step, evaluationsSince + 1);
  }
}
