package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** {@code registered-models/…}. */
final class ModelEndpoints {
  private static final int USUAL_PAGE = 100;
  private static final int LARGEST_PAGE = 1000;
  private static final String SET_TAG =
      "INSERT INTO registered_model_tags (name, \"key\", value) VALUES (?, ?, ?)"
          + " ON CONFLICT (\"key\", name) DO UPDATE SET value = excluded.value";

  private final InstantSource clock;

  ModelEndpoints(InstantSource clock) {
    this.clock = clock;
  }

  void addTo(Endpoints endpoints) {
    endpoints.writing("POST", "registered-models/create", this::create);
    endpoints.reading("GET", "registered-models/get", this::get);
    endpoints.writing("PATCH", "registered-models/update", this::update);
    endpoints.writing("POST", "registered-models/rename", this::rename);
    endpoints.writing("DELETE", "registered-models/delete", this::delete);
    endpoints.reading("GET", "registered-models/search", this::search);
    endpoints.reading("GET", "registered-models/get-latest-versions", this::latestVersions);
    endpoints.reading("POST", "registered-models/get-latest-versions", this::latestVersions);
    endpoints.writing("POST", "registered-models/set-tag", this::setTag);
    endpoints.writing("DELETE", "registered-models/delete-tag", this::deleteTag);
  }

  private ObjectNode create(Sql sql, ApiRequest request) throws SQLException {
    String name = Names.model(request.text("name"));
    requireFree(sql, name);
    long now = clock.millis();
    sql.update(
        "INSERT INTO registered_models (name, creation_time, last_updated_time, description)"
            + " VALUES (?, ?, ?, ?)",
        name,
        now,
        now,
        request.optionalText("description").orElse(null));
    for (ApiRequest tag : request.objects("tags")) {
      setTag(sql, name, tag);
    }
    return model(sql, name);
  }

  private ObjectNode get(Sql sql, ApiRequest request) throws SQLException {
    return model(sql, request.text("name"));
  }

  private ObjectNode update(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    ModelTable.require(sql, name);
    sql.update(
        "UPDATE registered_models SET description = ?, last_updated_time = ? WHERE name = ?",
        request.optionalText("description").orElse(null),
        clock.millis(),
        name);
    return model(sql, name);
  }

  private ObjectNode rename(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    String newName = Names.model(request.text("new_name"));
    ModelTable.require(sql, name);
    requireFree(sql, newName);
    // Versions, tags and aliases follow by ON UPDATE CASCADE.
    sql.update(
        "UPDATE registered_models SET name = ?, last_updated_time = ? WHERE name = ?",
        newName,
        clock.millis(),
        name);
    return model(sql, newName);
  }

  private ObjectNode delete(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    ModelTable.require(sql, name);
    for (String table :
        List.of(
            "registered_model_aliases",
            "model_version_tags",
            "model_versions",
            "registered_model_tags",
            "registered_models")) {
      sql.update("DELETE FROM " + table + " WHERE name = ?", name);
    }
    return Json.object();
  }

  private ObjectNode search(Sql sql, ApiRequest request) throws SQLException {
    ObjectNode answer = Json.object();
    new Search(ModelTable.SELECT)
        .where(ModelTable.SEARCHABLE.conditions(request.textOrEmpty("filter")))
        .orderBy(ModelTable.SEARCHABLE.order(request.texts("order_by")))
        .orderBy("name")
        .page(sql, request, USUAL_PAGE, LARGEST_PAGE, row -> ModelTable.read(sql, row))
        .putInto(answer, "registered_models");
    return answer;
  }

  private ObjectNode latestVersions(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    ModelTable.require(sql, name);
    List<String> stages =
        request.texts("stages").stream().map(VersionTable::canonicalStage).toList();
    ObjectNode answer = Json.object();
    Json.putList(
        answer,
        "model_versions",
        ModelTable.latestVersions(sql, name).stream()
            .filter(
                version ->
                    stages.isEmpty() || stages.contains(version.path("current_stage").asText()))
            .toList());
    return answer;
  }

  private ObjectNode setTag(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    ModelTable.require(sql, name);
    setTag(sql, name, request);
    return Json.object();
  }

  private ObjectNode deleteTag(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("name");
    ModelTable.require(sql, name);
    sql.update(
        "DELETE FROM registered_model_tags WHERE name = ? AND \"key\" = ?",
        name,
        request.text("key"));
    return Json.object();
  }

  private static void setTag(Sql sql, String name, ApiRequest tag) throws SQLException {
    sql.update(
        SET_TAG, name, Names.tagKey(tag.text("key")), Names.tagValue(tag.textOrEmpty("value")));
  }

  private static ObjectNode model(Sql sql, String name) throws SQLException {
    return Json.object("registered_model", ModelTable.get(sql, name));
  }

  private static void requireFree(Sql sql, String name) throws SQLException {
    if (ModelTable.exists(sql, name)) {
      throw ApiError.exists("Registered Model (name=" + name + ") already exists.");
    }
  }
}
