package org.wavetrain.service;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.wavetrain.failure.DiskTrouble;

/** How the service is. */
final class HealthReport {
  private static final JsonMapper JSON = new JsonMapper();

  private final ModelKeeper models;
  private final Recognition recognition;
  private final Upload upload;
  private final Instant started = Instant.now();

  HealthReport(ModelKeeper models, Recognition recognition, Upload upload) {
    this.models = models;
    this.recognition = recognition;
    this.upload = upload;
  }

  /**
   * Tells it: without a model the service does not start, and without room for recordings it
   * answers none. Anybody may ask, so that nothing of the machine is told, such as where files are.
   */
  void tell(Exchange exchange) throws IOException {
    Optional<DiskTrouble> disk = upload.trouble();
    ObjectNode object = json(disk);
    disk.ifPresentOrElse(trouble -> add(trouble, object), () -> addTroubleOfModels(object));
    exchange.answer(status(disk), object);
  }

  /** Tells nothing of the model. */
  void tellStatus(Exchange exchange) throws IOException {
    Optional<DiskTrouble> disk = upload.trouble();
    exchange.answer(status(disk), JSON.createObjectNode().put("status", word(disk)));
  }

  private static int status(Optional<DiskTrouble> disk) {
    return disk.isEmpty() ? 200 : 503;
  }

  private static String word(Optional<DiskTrouble> disk) {
    return disk.isEmpty() ? "ready" : "unready";
  }

  private ObjectNode json(Optional<DiskTrouble> disk) {
    SpeechModel model = models.shown();
    ObjectNode object =
        model.description().describe(JSON.createObjectNode().put("status", word(disk)));
    object.set(
        "paths", JSON.valueToTree(model.tasks().stream().map(SpeechTask::path).sorted().toList()));
    return object
        .put("under_way", recognition.underWay())
        .put("uptime_seconds", Duration.between(started, Instant.now()).toSeconds());
  }

  private static void add(DiskTrouble trouble, ObjectNode object) {
    object
        .putObject("trouble")
        .put("code", trouble.code().name())
        .put("message", Upload.sentence(trouble))
        .put("remedy", trouble.remedy() + ".");
  }

  private void addTroubleOfModels(ObjectNode object) {
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
  }
}
