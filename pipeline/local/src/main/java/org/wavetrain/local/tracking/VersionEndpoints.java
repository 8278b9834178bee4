package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** {@code model-versions/…}. */
final class VersionEndpoints {
  private static final int LARGEST_PAGE = 200_000;
  private static final String SET_TAG =
      "INSERT INTO model_version_tags (name, version, \"key\", value) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (\"key\", name, version) DO UPDATE SET value = excluded.value";

  private final InstantSource clock;

  VersionEndpoints(InstantSource clock) {
    this.clock = clock;
  }

  void addTo(Endpoints endpoints) {
    endpoints.writing("POST", "model-versions/create", this::create);
    endpoints.reading("GET", "model-versions/get", this::get);
    endpoints.writing("PATCH", "model-versions/update", this::update);
    endpoints.writing("DELETE", "model-versions/delete", this::delete);
    endpoints.writing("POST", "model-versions/transition-stage", this::transition);
    endpoints.reading("GET", "model-versions/search", this::search);
    endpoints.reading("GET", "model-versions/get-download-uri", this::downloadUri);
    endpoints.writing("POST", "model-versions/set-tag", this::setTag);
    endpoints.writing("DELETE", "model-versions/delete-tag", this::deleteTag);
  }

  private ObjectNode create(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    String source = request.text("source");
    ModelTable.require(sql, name);
    long now = clock.millis();
    long version =
        sql.first(
                "SELECT coalesce(max(version), 0) + 1 FROM model_versions WHERE name = ?",
                List.of(name),
                row -> row.getLong(1))
            .orElseThrow();
    sql.update(
        "INSERT INTO model_versions (name, version, creation_time, last_updated_time,"
            + " description, current_stage, source, run_id, status, run_link, storage_location)"
            + " VALUES (?, ?, ?, ?, ?, 'None', ?, ?, 'READY', ?, ?)",
        name,
        version,
        now,
        now,
        request.optionalText("description").orElse(null),
        source,
        request.optionalText("run_id").orElse(null),
        request.optionalText("run_link").orElse(null),
        source);
    ModelTable.touch(sql, name, now);
    for (ApiRequest tag : request.objects("tags")) {
      setTag(sql, name, version, tag);
    }
    return version(sql, name, version);
  }

  private ObjectNode get(Sql sql, ApiRequest request) throws SQLException {
    return version(sql, request.text("name"), request.number("version"));
  }

  private ObjectNode update(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    long version = request.number("version");
    VersionTable.get(sql, name, version);
    sql.update(
        "UPDATE model_versions SET description = ?, last_updated_time = ?"
            + " WHERE name = ? AND version = ?",
        request.optionalText("description").orElse(null),
        clock.millis(),
        name,
        version);
    return version(sql, name, version);
  }

  /** Empties the row and keeps it, as MLflow does. */
  private ObjectNode delete(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    long version = request.number("version");
    VersionTable.get(sql, name, version);
    long now = clock.millis();
    sql.update(
        "DELETE FROM registered_model_aliases WHERE name = ? AND version = ?", name, version);
    sql.update(
        "UPDATE model_versions SET current_stage = ?, last_updated_time = ?, description = NULL,"
            + " user_id = NULL, source = 'REDACTED-SOURCE-PATH', run_id = 'REDACTED-RUN-ID',"
            + " run_link = 'REDACTED-RUN-LINK', status_message = NULL"
            + " WHERE name = ? AND version = ?",
        VersionTable.DELETED,
        now,
        name,
        version);
    ModelTable.touch(sql, name, now);
    return Json.object();
  }

  private ObjectNode transition(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    long version = request.number("version");
    String stage = VersionTable.canonicalStage(request.text("stage"));
    VersionTable.get(sql, name, version);
    long now = clock.millis();
    if (request.flag("archive_existing_versions")) {
      sql.update(
          "UPDATE model_versions SET current_stage = 'Archived', last_updated_time = ?"
              + " WHERE name = ? AND version <> ? AND current_stage = ?",
          now,
          name,
          version,
          stage);
    }
    sql.update(
        "UPDATE model_versions SET current_stage = ?, last_updated_time = ?"
            + " WHERE name = ? AND version = ?",
        stage,
        now,
        name,
        version);
    ModelTable.touch(sql, name, now);
    return version(sql, name, version);
  }

  private ObjectNode search(Sql sql, ApiRequest request) throws SQLException {
    List<String> order = request.texts("order_by");
    ObjectNode answer = Json.object();
    new Search(VersionTable.SELECT)
        .where(VersionTable.SEARCHABLE.conditions(request.textOrEmpty("filter")))
        .where(Operator.NOT_EQUAL.on("current_stage", List.of(VersionTable.DELETED)))
        .orderBy(
            VersionTable.SEARCHABLE.order(
                order.isEmpty() ? List.of("last_updated_timestamp DESC") : order))
        .orderBy("name")
        .orderBy("version DESC")
        .page(sql, request, LARGEST_PAGE, LARGEST_PAGE, row -> VersionTable.read(sql, row))
        .putInto(answer, "model_versions");
    return answer;
  }

  private ObjectNode downloadUri(Sql sql, ApiRequest request) throws SQLException {
    ObjectNode version = VersionTable.get(sql, request.text("name"), request.number("version"));
    return Json.object().put("artifact_uri", version.path("source").asText());
  }

  private ObjectNode setTag(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    long version = request.number("version");
    VersionTable.get(sql, name, version);
    setTag(sql, name, version, request);
    return Json.object();
  }

  private ObjectNode deleteTag(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    long version = request.number("version");
    VersionTable.get(sql, name, version);
    sql.update(
        "DELETE FROM model_version_tags WHERE name = ? AND version = ? AND \"key\" = ?",
        name,
        version,
        request.text("key"));
    return Json.object();
  }

  private static void setTag(Sql sql, String name, long version, ApiRequest tag)
      throws SQLException {
    sql.update(
        SET_TAG,
        name,
        version,
        Names.tagKey(tag.text("key")),
        Names.tagValue(tag.textOrEmpty("value")));
  }

  private static ObjectNode version(Sql sql, String name, long version) throws SQLException {
    return Json.object("model_version", VersionTable.get(sql, name, version));
  }
}
