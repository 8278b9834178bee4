package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads runs with their latest metrics, parameters, tags and inputs. */
final class RunTable {
  static final String SELECT = "SELECT * FROM runs";

  static final SearchTable SEARCHABLE =
      new SearchTable(
          Map.ofEntries(
              Map.entry("run_id", SearchTable.Column.text("runs.run_uuid")),
              Map.entry("run_name", SearchTable.Column.text("runs.name")),
              Map.entry("status", SearchTable.Column.text("runs.status")),
              Map.entry("user_id", SearchTable.Column.text("runs.user_id")),
              Map.entry("artifact_uri", SearchTable.Column.text("runs.artifact_uri")),
              Map.entry("start_time", SearchTable.Column.number("runs.start_time")),
              Map.entry("created", SearchTable.Column.number("runs.start_time")),
              Map.entry("end_time", SearchTable.Column.number("runs.end_time"))),
          Map.of(
              Field.Kind.METRIC,
              new SearchTable.Related(
                  "latest_metrics", "latest_metrics.run_uuid = runs.run_uuid", true),
              Field.Kind.PARAMETER,
              new SearchTable.Related("params", "params.run_uuid = runs.run_uuid", false),
              Field.Kind.TAG,
              new SearchTable.Related("tags", "tags.run_uuid = runs.run_uuid", false)));

  private RunTable() {}

  static ObjectNode get(Sql sql, String id) throws SQLException {
    return sql.first(SELECT + " WHERE run_uuid = ?", List.of(id), row -> read(sql, row))
        .orElseThrow(() -> missing(id));
  }

  static ObjectNode info(Sql sql, String id) throws SQLException {
    return sql.first(SELECT + " WHERE run_uuid = ?", List.of(id), RunTable::info)
        .orElseThrow(() -> missing(id));
  }

  static void requireActive(Sql sql, String id) throws SQLException {
    String stage = info(sql, id).path("lifecycle_stage").asText();
    if (!stage.equals(Stages.ACTIVE)) {
      throw ApiError.invalid(
          "The run " + id + " must be in the 'active' state. Current state is " + stage + ".");
    }
  }

  /** A whole run: info, data and inputs. */
  static ObjectNode read(Sql sql, ResultSet row) throws SQLException {
    List<String> id = List.of(row.getString("run_uuid"));
    ObjectNode data = Json.object();
    Json.putList(
        data,
        "metrics",
        sql.query(
            "SELECT * FROM latest_metrics WHERE run_uuid = ? ORDER BY \"key\"",
            id,
            MetricTable::read));
    Json.putList(
        data,
        "params",
        sql.query(
            "SELECT \"key\", value FROM params WHERE run_uuid = ? ORDER BY \"key\"",
            id,
            Json::keyValue));
    Json.putList(
        data,
        "tags",
        sql.query(
            "SELECT \"key\", value FROM tags WHERE run_uuid = ? ORDER BY \"key\"",
            id,
            Json::keyValue));
    ObjectNode run = Json.object("info", info(row));
    run.set("data", data);
    run.set("inputs", InputTable.inputs(sql, id.get(0)));
    return run;
  }

  private static ObjectNode info(ResultSet row) throws SQLException {
    ObjectNode info = Json.object();
    Json.putText(info, "run_uuid", row, "run_uuid");
    Json.putText(info, "run_id", row, "run_uuid");
    Json.putText(info, "run_name", row, "name");
    Json.putText(info, "experiment_id", row, "experiment_id");
    Json.putText(info, "user_id", row, "user_id");
    Json.putText(info, "status", row, "status");
    Json.putNumber(info, "start_time", row, "start_time");
    Json.putNumber(info, "end_time", row, "end_time");
    Json.putText(info, "artifact_uri", row, "artifact_uri");
    Json.putText(info, "lifecycle_stage", row, "lifecycle_stage");
    return info;
  }

  private static ApiError missing(String id) {
    return ApiError.missing("Run with id=" + id + " not found");
  }
}
