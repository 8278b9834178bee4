package org.wavetrain.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.RunTag;

/** The requests that make, fill and end runs. */
final class RunCalls {
  private final Server server;

  RunCalls(Server server) {
    this.server = server;
  }

  String create(RunRequest request) {
    CreateRun.Builder run =
        CreateRun.newBuilder()
            .setExperimentId(request.experimentId())
            .setRunName(request.name())
            .setUserId(System.getProperty("user.name", "unknown"))
            .setStartTime(System.currentTimeMillis());
    request.tags().forEach((name, value) -> run.addTags(tag(name, value)));
    request.parentRunId().ifPresent(parent -> run.addTags(tag(Tracking.PARENT_RUN_TAG, parent)));
    return server.call(
        "start run " + request.name(), client -> client.createRun(run.build()).getRunId());
  }

  void log(String runId, LogQueue.Batch batch) {
    server.call(
        "log to run " + runId,
        client -> {
          client.logBatch(runId, batch.metrics(), batch.parameters(), batch.tags());
          return runId;
        });
  }

  void reopen(String runId) {
    ObjectNode body = server.json().createObjectNode();
    body.put("run_id", runId).put("status", RunStatus.RUNNING.name());
    server.post("resume run " + runId, "runs/update", body);
  }

  void end(String runId, RunStatus status) {
    ObjectNode body = server.json().createObjectNode();
    body.put("run_id", runId)
        .put("status", status.name())
        .put("end_time", System.currentTimeMillis());
    server.post("end run " + runId, "runs/update", body);
  }

  private static RunTag tag(String name, String value) {
    return RunTag.newBuilder().setKey(name).setValue(value).build();
  }
}
