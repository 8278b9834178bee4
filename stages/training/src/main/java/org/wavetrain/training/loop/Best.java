package org.wavetrain.training.loop;

/**
 * The best evaluation so far.
 *
 * @param value its value, NaN when there is none yet
 * @param step after how many updates, -1 when there is none yet
 * @param evaluationsSince evaluations after it, none of them better
 */
public record Best(double value, long step, int evaluationsSince) {
  static final Best NONE = new Best(Double.NaN, -1, 0);

  Best evaluatedWithoutImprovement() {
    return new Best(value, step, evaluationsSince + 1);
  }
}
