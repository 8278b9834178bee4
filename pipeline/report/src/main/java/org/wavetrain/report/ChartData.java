package org.wavetrain.report;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.tracking.MetricPoint;

/**
 * One chart as the page's script reads it.
 *
 * @param x title of the horizontal axis
 * @param y title of the vertical axis
 * @param percent whether values are shares of one, to be written as percentages
 */
record ChartData(String x, String y, boolean percent, List<Curve> curves) {
  private static final JsonMapper JSON = new JsonMapper();

  ChartData {
    curves = List.copyOf(curves);
  }

  record Curve(String label, List<Point> points) {
    Curve {
      points = List.copyOf(points);
    }

    /**
     * Leaves out what cannot be drawn and averages neighbours until at most {@code most} remain.
     */
    static Curve of(String label, List<MetricPoint> history, int most) {
      List<MetricPoint> finite =
          history.stream().filter(point -> Double.isFinite(point.value())).toList();
      int width = Math.max(1, (finite.size() + most - 1) / most);
      List<Point> points = new ArrayList<>();
      for (int from = 0; from < finite.size(); from += width) {
        List<MetricPoint> bucket = finite.subList(from, Math.min(from + width, finite.size()));
        points.add(
            new Point(
                bucket.get(bucket.size() - 1).step(),
                bucket.stream().mapToDouble(MetricPoint::value).average().orElseThrow()));
      }
      return new Curve(label, points);
    }
  }

  /** Whole numbers across, such as steps, are written without a fraction. */
  record Point(double across, double value) {
    @JsonValue
    List<Number> pair() {
      Number whole = (long) across;
      return List.of(whole.doubleValue() == across ? whole : across, value);
    }
  }

  /** JSON without a character that could end a script element. */
  String toScriptJson() {
    try {
      return JSON.writeValueAsString(this).replace("<", "\\u003c");
    } catch (JsonProcessingException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }
}
