package org.wavetrain.definition;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code stages} and {@code gate} of the {@code orchestration} of a pipeline file. */
record TaskSection(List<WrittenStage> stages, Reporter problems) {
  private static final List<String> KEYS =
      List.of("retries", "timeout", "cpus", "memory", "gpus", "node_selector", "pool", "shards");

  /** What judges computes on processors, and alone. */
  private static final List<String> GATE_KEYS =
      KEYS.stream().filter(key -> !List.of("gpus", "shards").contains(key)).toList();

  static final ParameterType.Integer RETRIES = new ParameterType.Integer(0, 100);
  private static final ParameterType.Number CPUS = new ParameterType.Number(0.1, 1024);
  private static final ParameterType.Integer GPUS = new ParameterType.Integer(0, 64);
  private static final ParameterType.Integer SHARDS = new ParameterType.Integer(1, 1000);

  Map<String, TaskSettings> read(Node node) {
    Map<String, TaskSettings> tasks = new LinkedHashMap<>();
    YamlMapping.read(
            node,
            "stages of orchestration",
            stages.stream().map(WrittenStage::name).toList(),
            problems)
        .ifPresent(
            mapping ->
                mapping
                    .entries()
                    .forEach(
                        (name, entry) ->
                            stage(name)
                                .flatMap(stage -> settings(stage, entry.value()))
                                .ifPresent(settings -> tasks.put(name, settings))));
    return tasks;
  }

  private Optional<WrittenStage> stage(String name) {
    return stages.stream().filter(stage -> stage.name().equals(name)).findFirst();
  }

  private Optional<TaskSettings> settings(WrittenStage stage, Node node) {
    String what = stage.name() + " in orchestration";
    return YamlMapping.read(node, what, KEYS, problems)
        .map(
            mapping ->
                settings(mapping, gpus(stage, mapping, what), shards(stage, mapping, what), what));
  }

  /** Reads {@code gate} of the same part. */
  TaskSettings readGate(Node node) {
    String what = "gate of orchestration";
    return YamlMapping.read(node, what, GATE_KEYS, problems)
        .map(mapping -> settings(mapping, Optional.empty(), 1, what))
        .orElse(TaskSettings.NONE);
  }

  private TaskSettings settings(
      YamlMapping mapping, Optional<Integer> gpus, int shards, String what) {
    return new TaskSettings(
        integer(mapping, "retries", RETRIES, what),
        duration(mapping, what),
        mapping.get("cpus").flatMap(value -> values("cpus", what).number(CPUS, value)),
        mapping.get("memory").flatMap(new YamlAmounts("memory of " + what, problems)::mebibytes),
        gpus,
        mapping.get("node_selector").map(value -> labels(value, what)).orElse(Map.of()),
        mapping.get("pool").flatMap(value -> values("pool", what).text(value)),
        shards);
  }

  private Optional<Integer> integer(
      YamlMapping mapping, String key, ParameterType.Integer range, String what) {
    return mapping
        .get(key)
        .flatMap(value -> values(key, what).integer(range, value))
        .map(Math::toIntExact);
  }

  private Optional<Duration> duration(YamlMapping mapping, String what) {
    return mapping
        .get("timeout")
        .flatMap(new YamlAmounts("timeout of " + what, problems)::duration);
  }

  private Map<String, String> labels(Node node, String what) {
    Map<String, String> labels = new LinkedHashMap<>();
    YamlMapping.read(node, "node_selector of " + what, problems)
        .ifPresent(
            mapping ->
                mapping
                    .entries()
                    .forEach(
                        (label, entry) ->
                            values(label + " of node_selector", what)
                                .text(entry.value())
                                .ifPresent(value -> labels.put(label, value))));
    return labels;
  }

  private Optional<Integer> gpus(WrittenStage stage, YamlMapping mapping, String what) {
    Optional<Integer> gpus = integer(mapping, "gpus", GPUS, what);
    Optional<StageDescriptor> kind = stage.descriptor();
    if (gpus.orElse(0) > 0 && kind.isPresent() && !kind.get().usesCards()) {
      problems.report(
          mapping.get("gpus").orElse(mapping.node()),
          "stage %s is of the kind %s, which computes on processors alone."
              .formatted(stage.name(), kind.get().kind()),
          "Leave gpus out.");
    }
    return gpus;
  }

  private int shards(WrittenStage stage, YamlMapping mapping, String what) {
    int shards = integer(mapping, "shards", SHARDS, what).orElse(1);
    Optional<StageDescriptor> kind = stage.descriptor();
    if (shards > 1 && kind.isPresent() && !kind.get().shardable()) {
      problems.report(
          mapping.get("shards").orElse(mapping.node()),
          "stage %s is of the kind %s, whose work cannot be shared out."
              .formatted(stage.name(), kind.get().kind()),
          "Leave shards out.");
    }
    return shards;
  }

  private YamlValues values(String key, String what) {
    return new YamlValues(key + " of " + what, problems);
  }
}
