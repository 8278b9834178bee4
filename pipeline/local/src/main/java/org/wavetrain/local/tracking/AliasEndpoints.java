package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.List;

/** {@code registered-models/alias}. */
final class AliasEndpoints {
  void addTo(Endpoints endpoints) {
    endpoints.writing("POST", "registered-models/alias", this::set);
    endpoints.writing("DELETE", "registered-models/alias", this::delete);
    endpoints.reading("GET", "registered-models/alias", this::get);
  }

  private ObjectNode set(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    long version = request.number("version");
    VersionTable.get(sql, name, version);
    sql.update(
        "INSERT INTO registered_model_aliases (name, alias, version) VALUES (?, ?, ?)"
            + " ON CONFLICT (name, alias) DO UPDATE SET version = excluded.version",
        name,
        Names.alias(request.text("alias")),
        version);
    return Json.object();
  }

  private ObjectNode delete(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    ModelTable.require(sql, name);
    sql.update(
        "DELETE FROM registered_model_aliases WHERE name = ? AND alias = ?",
        name,
        request.text("alias"));
    return Json.object();
  }

  private ObjectNode get(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    String alias = request.text("alias");
    long version =
        sql.first(
                "SELECT version FROM registered_model_aliases WHERE name = ? AND alias = ?",
                List.of(name, alias),
                row -> row.getLong(1))
            .orElseThrow(() -> ApiError.invalid("Registered model alias " + alias + " not found."));
    return Json.object("model_version", VersionTable.get(sql, name, version));
  }
}
