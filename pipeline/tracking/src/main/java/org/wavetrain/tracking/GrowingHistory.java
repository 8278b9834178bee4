package org.wavetrain.tracking;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The values of a metric that a run goes on to log. What was read is kept, so that only what came
 * since has to be asked for; {@link Tracking#grown} does.
 *
 * @param settled what is before the last page of the server's answer
 * @param lastPage the token of that page; empty for the first
 * @param latest what was on it
 */
public record GrowingHistory(
    String runId,
    String metric,
    List<MetricPoint> settled,
    String lastPage,
    List<MetricPoint> latest) {
  public GrowingHistory {
    settled = List.copyOf(settled);
    latest = List.copyOf(latest);
  }

  /** Of which nothing was read yet. */
  public static GrowingHistory unread(String runId, String metric) {
    return new GrowingHistory(runId, metric, List.of(), "", List.of());
  }

  /** What was read so far. */
  public MetricHistory history() {
    return MetricHistory.ofPoints(metric, together(settled, latest));
  }

  /** With the last page read again, which may be followed by others. */
  GrowingHistory with(JsonNode answer) {
    List<MetricPoint> page = new ArrayList<>();
    answer.path("metrics").forEach(point -> page.add(point(point)));
    String next = answer.path("next_page_token").asText("");
    return next.isEmpty()
        ? new GrowingHistory(runId, metric, settled, lastPage, page)
        : new GrowingHistory(runId, metric, together(settled, page), next, List.of());
  }

  private static List<MetricPoint> together(List<MetricPoint> first, List<MetricPoint> second) {
    List<MetricPoint> together = new ArrayList<>(first);
    together.addAll(second);
    return together;
  }

  /** JSON has no number for what is not finite: the server writes it as a text. */
  private static MetricPoint point(JsonNode point) {
    return new MetricPoint(
        point.path("step").asLong(),
        MetricValues.received(Double.parseDouble(point.path("value").asText("NaN"))),
        Instant.ofEpochMilli(point.path("timestamp").asLong()));
  }
}
