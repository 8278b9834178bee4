package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** {@code experiments/…}. */
final class ExperimentEndpoints {
  private static final int USUAL_PAGE = 1000;
  private static final int LARGEST_PAGE = 50_000;
  private static final String SET_TAG =
      "INSERT INTO experiment_tags (experiment_id, \"key\", value) VALUES (?, ?, ?)"
          + " ON CONFLICT (\"key\", experiment_id) DO UPDATE SET value = excluded.value";

  private final String artifactRoot;
  private final InstantSource clock;

  /**
   * @param artifactRoot address that the experiment's id is appended to
   */
  ExperimentEndpoints(String artifactRoot, InstantSource clock) {
    this.artifactRoot = artifactRoot;
    this.clock = clock;
  }

  void addTo(Endpoints endpoints) {
    endpoints.writing("POST", "experiments/create", this::create);
    endpoints.reading("GET", "experiments/get", this::get);
    endpoints.reading("GET", "experiments/get-by-name", this::getByName);
    endpoints.reading("GET", "experiments/search", this::search);
    endpoints.reading("POST", "experiments/search", this::search);
    endpoints.writing("POST", "experiments/update", this::update);
    endpoints.writing("POST", "experiments/delete", this::delete);
    endpoints.writing("POST", "experiments/restore", this::restore);
    endpoints.writing("POST", "experiments/set-experiment-tag", this::setTag);
  }

  private ObjectNode create(Sql sql, ApiRequest request) throws SQLException {
    String name = Names.experiment(request.text("name"));
    requireFree(sql, name);
    long now = clock.millis();
    String id =
        sql.first(
                "INSERT INTO experiments"
                    + " (name, lifecycle_stage, creation_time, last_update_time)"
                    + " VALUES (?, 'active', ?, ?) RETURNING experiment_id",
                List.of(name, now, now),
                row -> row.getString(1))
            .orElseThrow();
    String location =
        request
            .optionalText("artifact_location")
            .filter(text -> !text.isEmpty())
            .orElse(artifactRoot + "/" + id);
    sql.update(
        "UPDATE experiments SET artifact_location = ? WHERE experiment_id = ?", location, id);
    for (ApiRequest tag : request.objects("tags")) {
      setTag(sql, id, tag);
    }
    return Json.object().put("experiment_id", id);
  }

  private ObjectNode get(Sql sql, ApiRequest request) throws SQLException {
    return Json.object("experiment", ExperimentTable.get(sql, request.text("experiment_id")));
  }

  private ObjectNode getByName(Sql sql, ApiRequest request) throws SQLException {
    String name = request.text("experiment_name");
    return Json.object(
        "experiment",
        ExperimentTable.byName(sql, name)
            .orElseThrow(
                () -> ApiError.missing("Could not find experiment with name '" + name + "'")));
  }

  private ObjectNode search(Sql sql, ApiRequest request) throws SQLException {
    List<String> order = request.texts("order_by");
    ObjectNode answer = Json.object();
    new Search(ExperimentTable.SELECT)
        .where(ExperimentTable.SEARCHABLE.conditions(request.textOrEmpty("filter")))
        .where(Stages.condition("lifecycle_stage", request.textOrEmpty("view_type")))
        .orderBy(
            ExperimentTable.SEARCHABLE.order(
                order.isEmpty() ? List.of("creation_time DESC") : order))
        .orderBy("experiment_id DESC")
        .page(sql, request, USUAL_PAGE, LARGEST_PAGE, row -> ExperimentTable.read(sql, row))
        .putInto(answer, "experiments");
    return answer;
  }

  private ObjectNode update(Sql sql, ApiRequest request) throws SQLException {
    String id = request.text("experiment_id");
    String name = Names.experiment(request.text("new_name"));
    ExperimentTable.getActive(sql, id);
    requireFree(sql, name);
    sql.update(
        "UPDATE experiments SET name = ?, last_update_time = ? WHERE experiment_id = ?",
        name,
        clock.millis(),
        id);
    return Json.object();
  }

  private ObjectNode delete(Sql sql, ApiRequest request) throws SQLException {
    String id = request.text("experiment_id");
    ExperimentTable.getActive(sql, id);
    long now = clock.millis();
    move(sql, id, Stages.DELETED, now);
    sql.update(
        "UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = ? WHERE experiment_id = ?",
        now,
        id);
    return Json.object();
  }

  private ObjectNode restore(Sql sql, ApiRequest request) throws SQLException {
    String id = request.text("experiment_id");
    ExperimentTable.get(sql, id);
    move(sql, id, Stages.ACTIVE, clock.millis());
    sql.update(
        "UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE experiment_id = ?",
        id);
    return Json.object();
  }

  private ObjectNode setTag(Sql sql, ApiRequest request) throws SQLException {
    String id = request.text("experiment_id");
    ExperimentTable.getActive(sql, id);
    setTag(sql, id, request);
    return Json.object();
  }

  private static void setTag(Sql sql, String id, ApiRequest tag) throws SQLException {
    sql.update(
        SET_TAG, id, Names.tagKey(tag.text("key")), Names.tagValue(tag.textOrEmpty("value")));
  }

  private static void move(Sql sql, String id, String stage, long now) throws SQLException {
    sql.update(
        "UPDATE experiments SET lifecycle_stage = ?, last_update_time = ? WHERE experiment_id = ?",
        stage,
        now,
        id);
  }

  private static void requireFree(Sql sql, String name) throws SQLException {
    if (ExperimentTable.byName(sql, name).isPresent()) {
      throw ApiError.exists("Experiment(name=" + name + ") already exists.");
    }
  }
}
