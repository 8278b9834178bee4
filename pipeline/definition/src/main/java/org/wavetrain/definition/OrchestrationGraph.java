package org.wavetrain.definition;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The JSON form of an {@link Orchestration}: durations in seconds, memory in MiB. */
record OrchestrationGraph(ObjectMapper mapper) {
  void describe(Orchestration orchestration, ObjectNode json) {
    json.put("schedule", orchestration.schedule().orElse(null));
    json.put("start", orchestration.start().toString());
    json.put("executor", orchestration.executor().name().toLowerCase(Locale.ROOT));
    json.put("retries", orchestration.retries());
    json.put("retry_delay_seconds", orchestration.retryDelay().toSeconds());
    json.put("timeout_seconds", orchestration.timeout().toSeconds());
    json.put("approval", orchestration.approval());
    ObjectNode variants = json.putObject("variants");
    orchestration.variants().forEach(variant -> describe(variant, variants));
    ObjectNode stages = json.putObject("stages");
    orchestration
        .tasks()
        .forEach(
            (stage, settings) -> {
              ObjectNode task = stages.putObject(stage);
              describe(settings, task);
              task.put("shards", settings.shards());
            });
    describe(orchestration.gate(), json.putObject("gate"));
  }

  private void describe(Variant variant, ObjectNode variants) {
    ObjectNode json = variants.putObject(variant.name());
    variant
        .parameters()
        .forEach(
            (stage, parameters) ->
                parameters.forEach(
                    (name, value) -> json.set(stage + "." + name, mapper.valueToTree(value))));
  }

  private void describe(TaskSettings settings, ObjectNode json) {
    settings.retries().ifPresent(retries -> json.put("retries", retries));
    settings.timeout().ifPresent(timeout -> json.put("timeout_seconds", timeout.toSeconds()));
    settings.cpus().ifPresent(cpus -> json.put("cpus", cpus));
    settings.memoryMebibytes().ifPresent(memory -> json.put("memory_mebibytes", memory));
    settings.gpus().ifPresent(gpus -> json.put("gpus", gpus));
    if (!settings.nodeSelector().isEmpty()) {
      json.set("node_selector", mapper.valueToTree(settings.nodeSelector()));
    }
    settings.pool().ifPresent(pool -> json.put("pool", pool));
  }
}
