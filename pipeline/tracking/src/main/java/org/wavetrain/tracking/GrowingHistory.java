package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

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
  private static final int POINTS_A_PAGE = 1000;

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

  /** With all that the run has logged since. */
  GrowingHistory grown(Server server) {
    GrowingHistory grown = this;
    String asked;
    do {
      asked = grown.lastPage;
      grown = grown.with(server.get("read metric " + metric + " of run " + runId, grown.query()));
    } while (!grown.lastPage.equals(asked));
    return grown;
  }

  /** What asks for the last page. */
  private String query() {
    StringJoiner query = new StringJoiner("&", "metrics/get-history?", "");
    query.add("run_id=" + URLEncoder.encode(runId, UTF_8));
    query.add("metric_key=" + URLEncoder.encode(metric, UTF_8));
    query.add("max_results=" + POINTS_A_PAGE);
    if (!lastPage.isEmpty()) {
      query.add("page_token=" + URLEncoder.encode(lastPage, UTF_8));
    }
    return query.toString();
  }

  /** With the last page read again, which may be followed by others. */
  private GrowingHistory with(JsonNode answer) {
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
