package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code runs/…} that make, change and find runs; {@link LogEndpoints} fill them. */
final class RunEndpoints {
  private static final int USUAL_PAGE = 1000;
  private static final int LARGEST_PAGE = 50_000;
  private static final Set<String> STATUSES =
      Set.of("RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED");

  private final InstantSource clock;

  RunEndpoints(InstantSource clock) {
    this.clock = clock;
  }

  void addTo(Endpoints endpoints) {
    endpoints.writing("POST", "runs/create", this::create);
    endpoints.reading("GET", "runs/get", this::get);
    endpoints.writing("POST", "runs/update", this::update);
    endpoints.writing("POST", "runs/delete", this::delete);
    endpoints.writing("POST", "runs/restore", this::restore);
    endpoints.reading("POST", "runs/search", this::search);
    // Artifacts are read from the object store; the server keeps none.
    endpoints.reading("GET", "artifacts/list", this::listNoArtifacts);
  }

  private ObjectNode create(Sql sql, ApiRequest request) throws SQLException {
    String experiment = request.optionalText("experiment_id").orElse(Schema.DEFAULT_EXPERIMENT_ID);
    String root = ExperimentTable.getActive(sql, experiment).path("artifact_location").asText();
    String id = UUID.randomUUID().toString().replace("-", "");
    String name = name(request).orElse("run-" + id.substring(0, 8));
    sql.update(
        "INSERT INTO runs (run_uuid, name, source_type, source_name, entry_point_name, user_id,"
            + " status, start_time, source_version, lifecycle_stage, artifact_uri, experiment_id)"
            + " VALUES (?, ?, 'UNKNOWN', '', '', ?, 'RUNNING', ?, '', 'active', ?, ?)",
        id,
        name,
        request.textOrEmpty("user_id"),
        request.optionalNumber("start_time").orElse(clock.millis()),
        root + "/" + id + "/artifacts",
        experiment);
    RunTags.set(sql, id, RunTags.RUN_NAME, name);
    for (ApiRequest tag : request.objects("tags")) {
      RunTags.set(sql, id, tag.text("key"), tag.textOrEmpty("value"));
    }
    return Json.object("run", RunTable.get(sql, id));
  }

  private static Optional<String> name(ApiRequest request) {
    Optional<String> given = request.optionalText("run_name").filter(name -> !name.isEmpty());
    Optional<String> tagged =
        request.objects("tags").stream()
            .filter(tag -> tag.text("key").equals(RunTags.RUN_NAME))
            .map(tag -> tag.textOrEmpty("value"))
            .findFirst();
    if (given.isPresent() && tagged.isPresent() && !given.equals(tagged)) {
      throw ApiError.invalid(
          "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
              + " values (run_name='%s', mlflow.runName='%s')."
                  .formatted(given.get(), tagged.get()));
    }
    return given.or(() -> tagged);
  }

  private ObjectNode get(Sql sql, ApiRequest request) throws SQLException {
    return Json.object("run", RunTable.get(sql, request.firstText("run_id", "run_uuid")));
  }

  private ObjectNode update(Sql sql, ApiRequest request) throws SQLException {
    String id = request.firstText("run_id", "run_uuid");
    RunTable.requireActive(sql, id);
    Optional<String> status = request.optionalText("status");
    if (status.isPresent()) {
      if (!STATUSES.contains(status.get())) {
        throw ApiError.invalid("Invalid run status '" + status.get() + "'.");
      }
      sql.update("UPDATE runs SET status = ? WHERE run_uuid = ?", status.get(), id);
    }
    Optional<Long> end = request.optionalNumber("end_time");
    if (end.isPresent()) {
      sql.update("UPDATE runs SET end_time = ? WHERE run_uuid = ?", end.get(), id);
    }
    Optional<String> name = request.optionalText("run_name").filter(text -> !text.isEmpty());
    if (name.isPresent()) {
      RunTags.set(sql, id, RunTags.RUN_NAME, name.get());
    }
    return Json.object("run_info", RunTable.info(sql, id));
  }

  private ObjectNode delete(Sql sql, ApiRequest request) throws SQLException {
    String id = request.text("run_id");
    RunTable.info(sql, id);
    sql.update(
        "UPDATE runs SET lifecycle_stage = 'deleted', deleted_time = ? WHERE run_uuid = ?",
        clock.millis(),
        id);
    return Json.object();
  }

  private ObjectNode restore(Sql sql, ApiRequest request) throws SQLException {
    String id = request.text("run_id");
    RunTable.info(sql, id);
    sql.update(
        "UPDATE runs SET lifecycle_stage = 'active', deleted_time = NULL WHERE run_uuid = ?", id);
    return Json.object();
  }

  private ObjectNode search(Sql sql, ApiRequest request) throws SQLException {
    ObjectNode answer = Json.object();
    new Search(RunTable.SELECT)
        .where(Operator.IN.on("runs.experiment_id", List.copyOf(request.texts("experiment_ids"))))
        .where(Stages.condition("runs.lifecycle_stage", request.textOrEmpty("run_view_type")))
        .where(RunTable.SEARCHABLE.conditions(request.textOrEmpty("filter")))
        .orderBy(RunTable.SEARCHABLE.order(request.texts("order_by")))
        .orderBy("runs.start_time DESC")
        .orderBy("runs.run_uuid")
        .page(sql, request, USUAL_PAGE, LARGEST_PAGE, row -> RunTable.read(sql, row))
        .putInto(answer, "runs");
    return answer;
  }

  private ObjectNode listNoArtifacts(Sql sql, ApiRequest request) throws SQLException {
    ObjectNode run = RunTable.info(sql, request.firstText("run_id", "run_uuid"));
    return Json.object().put("root_uri", run.path("artifact_uri").asText());
  }
}
