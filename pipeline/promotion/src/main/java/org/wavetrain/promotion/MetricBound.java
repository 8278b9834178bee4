package org.wavetrain.promotion;

import java.util.List;
import org.wavetrain.definition.Gates.Bound;
import org.wavetrain.definition.Gates.Side;
import org.wavetrain.evaluation.Figures;

/**
 * Lets a model pass one of whose figures is within a limit, itself included.
 *
 * @param bound the figure and the limit
 */
public record MetricBound(Bound bound) implements Gate {
  @Override
  public List<JudgedRule> judge(Contest contest) {
    boolean most = bound.side() == Side.MAX;
    String rule = (most ? "max_" : "min_") + bound.metric();
    String wanted = (most ? "at most " : "at least ") + Figures.of(bound.limit());
    Double value = contest.challenger().metrics().get(bound.metric());
    if (value == null) {
      return List.of(
          new JudgedRule(rule, wanted, "its evaluation has no " + bound.metric(), false));
    }
    // NaN is neither.
    boolean kept = most ? value <= bound.limit() : value >= bound.limit();
    return List.of(new JudgedRule(rule, wanted, Figures.of(value), kept));
  }
}
