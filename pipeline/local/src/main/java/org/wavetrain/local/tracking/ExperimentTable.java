package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads experiments. */
final class ExperimentTable {
  static final String SELECT = "SELECT * FROM experiments";

  static final SearchTable SEARCHABLE =
      new SearchTable(
          Map.of(
              "name", SearchTable.Column.text("experiments.name"),
              "experiment_id", SearchTable.Column.number("experiments.experiment_id"),
              "creation_time", SearchTable.Column.number("experiments.creation_time"),
              "last_update_time", SearchTable.Column.number("experiments.last_update_time")),
          Map.of(
              Field.Kind.TAG,
              new SearchTable.Related(
                  "experiment_tags",
                  "experiment_tags.experiment_id = experiments.experiment_id",
                  false)));

  private ExperimentTable() {}

  /** The experiment in any stage. */
  static ObjectNode get(Sql sql, String id) throws SQLException {
    return sql.first(SELECT + " WHERE experiment_id = ?", List.of(id), row -> read(sql, row))
        .orElseThrow(() -> ApiError.missing("No Experiment with id=" + id + " exists"));
  }

  static Optional<ObjectNode> byName(Sql sql, String name) throws SQLException {
    return sql.first(SELECT + " WHERE name = ?", List.of(name), row -> read(sql, row));
  }

  static ObjectNode getActive(Sql sql, String id) throws SQLException {
    ObjectNode experiment = get(sql, id);
    if (!experiment.path("lifecycle_stage").asText().equals(Stages.ACTIVE)) {
      throw ApiError.invalid("The experiment " + id + " must be in the 'active' state.");
    }
    return experiment;
  }

  static ObjectNode read(Sql sql, ResultSet row) throws SQLException {
    ObjectNode experiment = Json.object();
    String id = row.getString("experiment_id");
    experiment.put("experiment_id", id);
    Json.putText(experiment, "name", row, "name");
    Json.putText(experiment, "artifact_location", row, "artifact_location");
    Json.putText(experiment, "lifecycle_stage", row, "lifecycle_stage");
    Json.putNumber(experiment, "creation_time", row, "creation_time");
    Json.putNumber(experiment, "last_update_time", row, "last_update_time");
    Json.putList(
        experiment,
        "tags",
        sql.query(
            "SELECT \"key\", value FROM experiment_tags WHERE experiment_id = ? ORDER BY \"key\"",
            List.of(id),
            Json::keyValue));
    return experiment;
  }
}
