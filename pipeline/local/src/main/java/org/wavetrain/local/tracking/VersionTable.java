package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads versions of registered models. */
final class VersionTable {
  static final String SELECT = "SELECT * FROM model_versions";

  /**
   * The stage that hides a deleted version; the row stays, so that its number is not used again.
   */
  static final String DELETED = "Deleted_Internal";

  static final SearchTable SEARCHABLE =
      new SearchTable(
          Map.of(
              "name", SearchTable.Column.text("model_versions.name"),
              "run_id", SearchTable.Column.text("model_versions.run_id"),
              "source_path", SearchTable.Column.text("model_versions.source"),
              "version_number", SearchTable.Column.number("model_versions.version"),
              "creation_timestamp", SearchTable.Column.number("model_versions.creation_time"),
              "last_updated_timestamp",
                  SearchTable.Column.number("model_versions.last_updated_time")),
          Map.of(
              Field.Kind.TAG,
              new SearchTable.Related(
                  "model_version_tags",
                  "model_version_tags.name = model_versions.name"
                      + " AND model_version_tags.version = model_versions.version",
                  false)));

  private static final List<String> STAGES = List.of("None", "Staging", "Production", "Archived");

  private VersionTable() {}

  static ObjectNode get(Sql sql, String name, long version) throws SQLException {
    return sql.first(
            SELECT + " WHERE name = ? AND version = ? AND current_stage <> ?",
            List.of(name, version, DELETED),
            row -> read(sql, row))
        .orElseThrow(
            () ->
                ApiError.missing(
                    "Model Version (name=" + name + ", version=" + version + ") not found"));
  }

  /** The stage in MLflow's own spelling. */
  static String canonicalStage(String stage) {
    return STAGES.stream()
        .filter(known -> known.equalsIgnoreCase(stage))
        .findFirst()
        .orElseThrow(
            () ->
                ApiError.invalid(
                    "Invalid Model Version stage: "
                        + stage
                        + ". Value must be one of "
                        + STAGES
                        + "."));
  }

  static ObjectNode read(Sql sql, ResultSet row) throws SQLException {
    String name = row.getString("name");
    long number = row.getLong("version");
    ObjectNode version = Json.object();
    version.put("name", name).put("version", String.valueOf(number));
    Json.putNumber(version, "creation_timestamp", row, "creation_time");
    Json.putNumber(version, "last_updated_timestamp", row, "last_updated_time");
    Json.putText(version, "user_id", row, "user_id");
    Json.putText(version, "current_stage", row, "current_stage");
    Json.putText(version, "description", row, "description");
    Json.putText(version, "source", row, "source");
    Json.putText(version, "run_id", row, "run_id");
    Json.putText(version, "status", row, "status");
    Json.putText(version, "status_message", row, "status_message");
    Json.putText(version, "run_link", row, "run_link");
    Json.putList(
        version,
        "tags",
        sql.query(
            "SELECT \"key\", value FROM model_version_tags WHERE name = ? AND version = ?"
                + " ORDER BY \"key\"",
            List.of(name, number),
            Json::keyValue));
    List<String> aliases =
        sql.query(
            "SELECT alias FROM registered_model_aliases WHERE name = ? AND version = ?"
                + " ORDER BY alias",
            List.of(name, number),
            alias -> alias.getString(1));
    if (!aliases.isEmpty()) {
      aliases.forEach(version.putArray("aliases")::add);
    }
    return version;
  }
}
