package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads and writes the data sets that runs were given. */
final class InputTable {
  private InputTable() {}

  static void log(Sql sql, String runId, ApiRequest input) throws SQLException {
    ApiRequest dataset =
        input
            .object("dataset")
            .orElseThrow(() -> ApiError.invalid("Missing value for required parameter 'dataset'."));
    String datasetId = datasetId(sql, runId, dataset);
    Optional<String> known =
        sql.first(
            "SELECT input_uuid FROM inputs WHERE source_type = 'DATASET' AND source_id = ?"
                + " AND destination_type = 'RUN' AND destination_id = ?",
            List.of(datasetId, runId),
            row -> row.getString(1));
    if (known.isPresent()) {
      return;
    }
    String id = newId();
    sql.update(
        "INSERT INTO inputs (input_uuid, source_type, source_id, destination_type,"
            + " destination_id) VALUES (?, 'DATASET', ?, 'RUN', ?)",
        id,
        datasetId,
        runId);
    for (ApiRequest tag : input.objects("tags")) {
      sql.update(
          "INSERT OR REPLACE INTO input_tags (input_uuid, name, value) VALUES (?, ?, ?)",
          id,
          tag.text("key"),
          tag.textOrEmpty("value"));
    }
  }

  static ObjectNode inputs(Sql sql, String runId) throws SQLException {
    ObjectNode inputs = Json.object();
    Json.putList(
        inputs,
        "dataset_inputs",
        sql.query(
            "SELECT datasets.*, inputs.input_uuid FROM inputs JOIN datasets"
                + " ON inputs.source_id = datasets.dataset_uuid WHERE inputs.source_type ="
                + " 'DATASET' AND inputs.destination_type = 'RUN' AND inputs.destination_id = ?",
            List.of(runId),
            row -> read(sql, row)));
    return inputs;
  }

  private static ObjectNode read(Sql sql, ResultSet row) throws SQLException {
    ObjectNode dataset = Json.object();
    Json.putText(dataset, "name", row, "name");
    Json.putText(dataset, "digest", row, "digest");
    Json.putText(dataset, "source_type", row, "dataset_source_type");
    Json.putText(dataset, "source", row, "dataset_source");
    Json.putText(dataset, "schema", row, "dataset_schema");
    Json.putText(dataset, "profile", row, "dataset_profile");
    ObjectNode input = Json.object();
    Json.putList(
        input,
        "tags",
        sql.query(
            "SELECT name AS \"key\", value FROM input_tags WHERE input_uuid = ? ORDER BY name",
            List.of(row.getString("input_uuid")),
            Json::keyValue));
    input.set("dataset", dataset);
    return input;
  }

  private static String datasetId(Sql sql, String runId, ApiRequest dataset) throws SQLException {
    String experiment = RunTable.info(sql, runId).path("experiment_id").asText();
    String name = dataset.text("name");
    String digest = dataset.text("digest");
    Optional<String> known =
        sql.first(
            "SELECT dataset_uuid FROM datasets WHERE experiment_id = ? AND name = ? AND digest = ?",
            List.of(experiment, name, digest),
            row -> row.getString(1));
    if (known.isPresent()) {
      return known.get();
    }
    String id = newId();
    sql.update(
        "INSERT INTO datasets (dataset_uuid, experiment_id, name, digest, dataset_source_type,"
            + " dataset_source, dataset_schema, dataset_profile)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        experiment,
        name,
        digest,
        dataset.text("source_type"),
        dataset.text("source"),
        dataset.optionalText("schema").orElse(null),
        dataset.optionalText("profile").orElse(null));
    return id;
  }

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "");
  }
}
