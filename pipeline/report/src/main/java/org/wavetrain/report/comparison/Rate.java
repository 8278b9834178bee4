package org.wavetrain.report.comparison;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.wavetrain.report.Wording;
import org.wavetrain.report.comparison.Grid.Cell;
import org.wavetrain.report.comparison.Grid.Whisker;

/**
 * A share of one with its interval; null where there is none, or no finite number.
 *
 * @param low where the interval begins
 * @param high where it ends
 */
record Rate(Double value, Double low, Double high) {
  static final Rate NONE = new Rate(null, null, null);

  Rate {
    value = finite(value);
    low = finite(low);
    high = finite(high);
  }

  private static Double finite(Double number) {
    return number == null || !Double.isFinite(number) ? null : number;
  }

  /** A row of them, with the best in bold if they differ. */
  static List<Cell> cells(boolean lowerIsBetter, List<Rate> rates) {
    List<Double> values =
        rates.stream().map(Rate::value).filter(Objects::nonNull).distinct().toList();
    Comparator<Double> order =
        lowerIsBetter ? Comparator.naturalOrder() : Comparator.reverseOrder();
    Optional<Double> best = values.size() < 2 ? Optional.empty() : values.stream().min(order);
    double most =
        rates.stream()
            .map(rate -> rate.high() == null ? rate.value() : rate.high())
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .max()
            .orElse(1);
    return rates.stream().map(rate -> rate.cell(best, most)).toList();
  }

  private Cell cell(Optional<Double> best, double most) {
    if (value == null) {
      return Cell.NOTHING;
    }
    boolean sure = low != null && high != null;
    return new Cell(
        Wording.percent(value),
        sure ? Wording.percent(low) + " to " + Wording.percent(high) : "",
        sure ? Optional.of(Whisker.of(low, value, high, most)) : Optional.empty(),
        best.equals(Optional.of(value)),
        true);
  }

  /** By how much they differ at most. */
  static double spread(Collection<Rate> rates) {
    double[] values =
        rates.stream()
            .map(Rate::value)
            .filter(Objects::nonNull)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return values.length == 0 ? 0 : values[values.length - 1] - values[0];
  }
}
