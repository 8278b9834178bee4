package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** Reads registered models. */
final class ModelTable {
  static final String SELECT = "SELECT * FROM registered_models";

  static final SearchTable SEARCHABLE =
      new SearchTable(
          Map.of(
              "name", SearchTable.Column.text("registered_models.name"),
              "timestamp", SearchTable.Column.number("registered_models.last_updated_time"),
              "creation_timestamp", SearchTable.Column.number("registered_models.creation_time"),
              "last_updated_timestamp",
                  SearchTable.Column.number("registered_models.last_updated_time")),
          Map.of(
              Field.Kind.TAG,
              new SearchTable.Related(
                  "registered_model_tags",
                  "registered_model_tags.name = registered_models.name",
                  false)));

  private ModelTable() {}

  static ObjectNode get(Sql sql, String name) throws SQLException {
    return sql.first(SELECT + " WHERE name = ?", List.of(name), row -> read(sql, row))
        .orElseThrow(() -> ApiError.missing("Registered Model with name=" + name + " not found"));
  }

  static boolean exists(Sql sql, String name) throws SQLException {
    return sql.first(SELECT + " WHERE name = ?", List.of(name), row -> true).isPresent();
  }

  static void require(Sql sql, String name) throws SQLException {
    if (!exists(sql, name)) {
      throw ApiError.missing("Registered Model with name=" + name + " not found");
    }
  }

  static void touch(Sql sql, String name, long now) throws SQLException {
    sql.update("UPDATE registered_models SET last_updated_time = ? WHERE name = ?", now, name);
  }

  /** The newest version in each stage. */
  static List<ObjectNode> latestVersions(Sql sql, String name) throws SQLException {
    return sql.query(
        VersionTable.SELECT
            + " WHERE name = ? AND version = (SELECT max(version) FROM model_versions AS other"
            + " WHERE other.name = model_versions.name"
            + " AND other.current_stage = model_versions.current_stage)"
            + " AND current_stage <> ? ORDER BY current_stage",
        List.of(name, VersionTable.DELETED),
        row -> VersionTable.read(sql, row));
  }

  static ObjectNode read(Sql sql, ResultSet row) throws SQLException {
    ObjectNode model = Json.object();
    String name = row.getString("name");
    model.put("name", name);
    Json.putNumber(model, "creation_timestamp", row, "creation_time");
    Json.putNumber(model, "last_updated_timestamp", row, "last_updated_time");
    Json.putText(model, "description", row, "description");
    Json.putList(model, "latest_versions", latestVersions(sql, name));
    Json.putList(
        model,
        "tags",
        sql.query(
            "SELECT \"key\", value FROM registered_model_tags WHERE name = ? ORDER BY \"key\"",
            List.of(name),
            Json::keyValue));
    Json.putList(
        model,
        "aliases",
        sql.query(
            "SELECT alias, version FROM registered_model_aliases WHERE name = ? ORDER BY alias",
            List.of(name),
            alias ->
                Json.object()
                    .put("alias", alias.getString("alias"))
                    .put("version", alias.getString("version"))));
    return model;
  }
}
