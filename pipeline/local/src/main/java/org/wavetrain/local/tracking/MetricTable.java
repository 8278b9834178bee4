package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads and writes metrics: every value in {@code metrics}, the latest of each name in {@code
 * latest_metrics}. As MLflow's store does, NaN is kept as 0 with a flag, an infinity as the largest
 * finite number, and a row that is there already is not written again.
 */
final class MetricTable {
  private static final String INSERT =
      "INSERT OR IGNORE INTO metrics (run_uuid, \"key\", value, timestamp, step, is_nan)"
          + " VALUES (?, ?, ?, ?, ?, ?)";
  private static final String KEEP_LATEST =
      "INSERT INTO latest_metrics (run_uuid, \"key\", value, timestamp, step, is_nan)"
          + " VALUES (?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (\"key\", run_uuid) DO UPDATE SET value = excluded.value,"
          + " timestamp = excluded.timestamp, step = excluded.step, is_nan = excluded.is_nan"
          + " WHERE (excluded.step, excluded.timestamp, excluded.value)"
          + " > (latest_metrics.step, latest_metrics.timestamp, latest_metrics.value)";

  private MetricTable() {}

  static void log(Sql sql, String runId, List<ApiRequest> metrics) throws SQLException {
    List<List<?>> rows = new ArrayList<>(metrics.size());
    for (ApiRequest metric : metrics) {
      double value = metric.decimal("value");
      rows.add(
          List.of(
              runId,
              Names.entity("metric", metric.text("key")),
              stored(value),
              metric.number("timestamp"),
              metric.optionalNumber("step").orElse(0L),
              Double.isNaN(value) ? 1 : 0));
    }
    sql.updateAll(INSERT, rows);
    sql.updateAll(KEEP_LATEST, rows);
  }

  /** A value of a metric, from either table. */
  static ObjectNode read(ResultSet row) throws SQLException {
    ObjectNode metric = Json.object();
    Json.putText(metric, "key", row, "key");
    if (row.getInt("is_nan") == 1) {
      metric.put("value", "NaN");
    } else {
      metric.put("value", row.getDouble("value"));
    }
    Json.putNumber(metric, "timestamp", row, "timestamp");
    Json.putNumber(metric, "step", row, "step");
    return metric;
  }

  private static double stored(double value) {
    if (Double.isNaN(value)) {
      return 0;
    }
    return Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }
}
