package org.wavetrain.tracking;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.mlflow.api.proto.Service.Metric;

/**
 * The values of one metric over a run, by ascending step, one a step. A run that was interrupted
 * repeats the steps after its last checkpoint: the value that was logged last counts.
 *
 * @param name the metric's name
 * @param points empty if the run never logged the metric
 */
public record MetricHistory(String name, List<MetricPoint> points) {
  public MetricHistory {
    points = List.copyOf(points);
  }

  /** The value of the highest step. */
  public Optional<MetricPoint> last() {
    return points.isEmpty() ? Optional.empty() : Optional.of(points.get(points.size() - 1));
  }

  static MetricHistory of(String name, Collection<Metric> metrics) {
    return ofPoints(name, metrics.stream().map(MetricHistory::point).toList());
  }

  static MetricHistory ofPoints(String name, Collection<MetricPoint> points) {
    TreeMap<Long, MetricPoint> latestByStep = new TreeMap<>();
    points.stream()
        .sorted(comparing(MetricPoint::logged))
        .forEach(point -> latestByStep.put(point.step(), point));
    return new MetricHistory(name, List.copyOf(latestByStep.values()));
  }

  private static MetricPoint point(Metric metric) {
    return new MetricPoint(
        metric.getStep(),
        MetricValues.received(metric.getValue()),
        Instant.ofEpochMilli(metric.getTimestamp()));
  }
}
