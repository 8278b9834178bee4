package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;

/** {@code metrics/…}. */
final class MetricEndpoints {
  private static final int LARGEST_PAGE = 25_000;

  void addTo(Endpoints endpoints) {
    endpoints.reading("GET", "metrics/get-history", this::history);
    endpoints.reading("GET", "metrics/get-history-bulk", this::histories);
  }

  /** Answers with all values at once unless the request sets a page size, as MLflow does. */
  private ObjectNode history(Sql sql, ApiRequest request) throws SQLException {
    String runId = request.firstText("run_id", "run_uuid");
    RunTable.info(sql, runId);
    ObjectNode answer = Json.object();
    new Search("SELECT * FROM metrics")
        .where(Operator.EQUAL.on("run_uuid", List.of(runId)))
        .where(Operator.EQUAL.on("\"key\"", List.of(request.text("metric_key"))))
        .orderBy("timestamp")
        .orderBy("step")
        .orderBy("value")
        .page(sql, request, Integer.MAX_VALUE - 1, Integer.MAX_VALUE - 1, MetricTable::read)
        .putInto(answer, "metrics");
    return answer;
  }

  private ObjectNode histories(Sql sql, ApiRequest request) throws SQLException {
    ObjectNode answer = Json.object();
    new Search("SELECT * FROM metrics")
        .where(Operator.IN.on("run_uuid", List.copyOf(request.texts("run_id"))))
        .where(Operator.EQUAL.on("\"key\"", List.of(request.text("metric_key"))))
        .orderBy("run_uuid")
        .orderBy("timestamp")
        .orderBy("step")
        .orderBy("value")
        .page(
            sql,
            request,
            LARGEST_PAGE,
            LARGEST_PAGE,
            row -> MetricTable.read(row).put("run_id", row.getString("run_uuid")))
        .putInto(answer, "metrics");
    return answer;
  }
}
