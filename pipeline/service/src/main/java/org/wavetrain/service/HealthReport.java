package org.wavetrain.service;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;

/** How the service is. */
final class HealthReport {
  private static final JsonMapper JSON = new JsonMapper();

  private final ModelKeeper models;
  private final Recognition recognition;
  private final Instant started = Instant.now();

  HealthReport(ModelKeeper models, Recognition recognition) {
    this.models = models;
    this.recognition = recognition;
  }

  /**
   * It answers requests: without a model it does not start. Anybody may ask, so that nothing of the
   * machine is told, such as where files are.
   */
  ObjectNode json() {
    SpeechModel model = models.shown();
    ObjectNode object =
        model.description().describe(JSON.createObjectNode().put("status", "ready"));
    object.set(
        "paths", JSON.valueToTree(model.tasks().stream().map(SpeechTask::path).sorted().toList()));
    object
        .put("under_way", recognition.underWay())
        .put("uptime_seconds", Duration.between(started, Instant.now()).toSeconds());
    models
        .trouble()
        .ifPresentOrElse(
            trouble ->
                object
                    .putObject("trouble")
                    .put("code", trouble.code())
                    .put("message", "The model that is wanted is not in service.")
                    .put("remedy", "Look at the log of the service: it tells why.")
                    .put("since", trouble.since().toString()),
            () -> object.putNull("trouble"));
    return object;
  }
}
