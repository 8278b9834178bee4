package org.wavetrain.cli;

import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wavetrain.failure.UserFailure;

/**
 * A comparison of a metric with a number, such as {@code wer<0.2}.
 *
 * @param metric the metric's name
 * @param operator how they are compared
 * @param value the number
 */
record MetricCondition(String metric, Operator operator, double value) {
  private static final Pattern FORM =
      Pattern.compile("\\s*([A-Za-z0-9_.-]+?)\\s*(<=|>=|<|>|=)\\s*(\\S+)\\s*");

  /** How a metric and a number are compared. */
  enum Operator {
    AT_MOST("<=", (metric, value) -> metric <= value),
    AT_LEAST(">=", (metric, value) -> metric >= value),
    LESS("<", (metric, value) -> metric < value),
    GREATER(">", (metric, value) -> metric > value),
    EQUAL("=", (metric, value) -> metric.doubleValue() == value.doubleValue());

    private final String sign;
    private final BiPredicate<Double, Double> holds;

    Operator(String sign, BiPredicate<Double, Double> holds) {
      this.sign = sign;
      this.holds = holds;
    }
  }

  /**
   * Reads one.
   *
   * @throws UserFailure {@code COMMAND_LINE_INVALID}
   */
  static MetricCondition parse(String text) {
    Matcher parts = FORM.matcher(text);
    Optional<Double> value = parts.matches() ? number(parts.group(3)) : Optional.empty();
    return value
        .map(number -> new MetricCondition(parts.group(1), operator(parts.group(2)), number))
        .orElseThrow(
            () ->
                new UserFailure(
                    CommandError.COMMAND_LINE_INVALID,
                    "--where " + text + " compares no metric with a number.",
                    "Write it as --where 'wer<0.2', with <, <=, >, >= or =."));
  }

  private static Optional<Double> number(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException word) {
      return Optional.empty();
    }
  }

  private static Operator operator(String sign) {
    return Stream.of(Operator.values())
        .filter(operator -> operator.sign.equals(sign))
        .findFirst()
        .orElseThrow();
  }

  /** Whether it holds for a run; it does not if the run has no such metric. */
  boolean holdsFor(MeasuredRun run) {
    Double metricOfRun = run.metrics().get(metric);
    return metricOfRun != null && operator.holds.test(metricOfRun, value);
  }
}
