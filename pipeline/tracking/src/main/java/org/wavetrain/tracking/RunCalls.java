package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.Service.GetRun;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.ViewType;
import org.wavetrain.tracking.LogEntry.End;

/** The requests that make, fill and end runs. */
final class RunCalls {
  /** MLflow's tag of a data set's use. */
  private static final String CONTEXT_TAG = "mlflow.data.context";

  /** MLflow's tag of who started a run, which its pages show. */
  private static final String USER_TAG = "mlflow.user";

  /** More than are started anywhere while a request is repeated. */
  private static final int NEWEST = 100;

  private final Server server;

  RunCalls(Server server) {
    this.server = server;
  }

  /** How long a failing call is repeated where nothing else is said. */
  Duration patience() {
    return server.patience();
  }

  String create(RunRequest request) {
    Map<String, String> tags = new HashMap<>(request.tags());
    tags.put(USER_TAG, System.getProperty("user.name", "unknown"));
    request.parentRunId().ifPresent(parent -> tags.put(Tracking.PARENT_RUN_TAG, parent));
    long started = System.currentTimeMillis();
    ObjectNode body =
        server
            .json()
            .createObjectNode()
            .put("experiment_id", request.experimentId())
            .put("run_name", request.name())
            .put("user_id", tags.get(USER_TAG))
            .put("start_time", started);
    ArrayNode list = body.putArray("tags");
    tags.forEach((name, value) -> list.addObject().put("key", name).put("value", value));
    return server.create(
        "start run " + request.name(),
        "runs/create",
        body,
        answer -> answer.path("run").path("info").path("run_id").asText(),
        new Creation.Made<>() {
          @Override
          public List<String> all() {
            return created(request, tags, started);
          }

          @Override
          public void remove(String run) {
            delete(run);
          }
        });
  }

  /** The runs that a request has made: among the newest, which come first. */
  private List<String> created(RunRequest request, Map<String, String> tags, long started) {
    return server
        .call(
            "look for run " + request.name(),
            client ->
                client.searchRuns(
                    List.of(request.experimentId()), "", ViewType.ACTIVE_ONLY, NEWEST, List.of()))
        .getItems()
        .stream()
        .map(RunSummary::of)
        .filter(run -> run.name().equals(request.name()))
        .filter(run -> run.started().toEpochMilli() == started)
        .filter(run -> run.tags().entrySet().containsAll(tags.entrySet()))
        .map(RunSummary::id)
        .toList();
  }

  /** The highest step of each metric that a run has logged. */
  Map<String, Long> lastSteps(String runId) {
    return get(runId).getData().getMetricsList().stream()
        .collect(toMap(Metric::getKey, Metric::getStep));
  }

  Run get(String runId) {
    return server
        .get(
            "read run " + runId,
            "runs/get?run_id=" + URLEncoder.encode(runId, UTF_8),
            GetRun.Response::newBuilder)
        .getRun();
  }

  /** Sends a batch; sending it again changes nothing. */
  void log(String runId, LogBatch batch, Duration patience) {
    if (batch.hasValues()) {
      server.call(
          "log to run " + runId,
          patience,
          client -> {
            client.logBatch(runId, batch.metrics(), batch.parameters(), batch.tags());
            return runId;
          });
    }
    if (!batch.inputs().isEmpty()) {
      server.post(
          "log data of run " + runId, patience, "runs/log-inputs", inputs(runId, batch.inputs()));
    }
    if (batch.end().isPresent()) {
      end(runId, batch.end().get(), patience);
    }
  }

  /** Goes on with a run; since when it stood still is written down first. */
  void reopen(RunSummary run) {
    if (!run.isUnderWay() && run.ended().isPresent()) {
      Pauses pauses = run.pauses().with(run.ended().get(), Instant.now());
      ObjectNode tag = server.json().createObjectNode();
      tag.put("run_id", run.id()).put("key", Pauses.TAG).put("value", pauses.toTag());
      server.post("tag run " + run.id(), "runs/set-tag", tag);
    }
    reopen(run.id());
  }

  private void reopen(String runId) {
    ObjectNode body = server.json().createObjectNode();
    body.put("run_id", runId).put("status", RunStatus.RUNNING.name());
    server.post("resume run " + runId, "runs/update", body);
  }

  /** Hides a run. */
  void delete(String runId) {
    server.post(
        "delete run " + runId,
        "runs/delete",
        server.json().createObjectNode().put("run_id", runId));
  }

  private void end(String runId, End end, Duration patience) {
    ObjectNode body = server.json().createObjectNode();
    body.put("run_id", runId).put("status", end.status().name()).put("end_time", end.time());
    server.post("end run " + runId, patience, "runs/update", body);
  }

  private ObjectNode inputs(String runId, List<DatasetInput> inputs) {
    ObjectNode body = server.json().createObjectNode().put("run_id", runId);
    ArrayNode datasets = body.putArray("datasets");
    for (DatasetInput input : inputs) {
      ObjectNode entry = datasets.addObject();
      entry.putArray("tags").addObject().put("key", CONTEXT_TAG).put("value", input.context());
      entry
          .putObject("dataset")
          .put("name", input.name())
          .put("digest", input.digest())
          .put("source_type", input.sourceType())
          .put("source", input.source())
          .put("schema", input.schema())
          .put("profile", input.profile());
    }
    return body;
  }
}
