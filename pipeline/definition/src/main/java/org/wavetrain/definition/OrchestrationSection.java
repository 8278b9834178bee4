package org.wavetrain.definition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code orchestration} part of a pipeline file. */
record OrchestrationSection(List<WrittenStage> stages, Reporter problems) {
  private static final String WHAT = "orchestration";
  private static final List<String> KEYS =
      List.of(
          "schedule",
          "start",
          "executor",
          "retries",
          "retry_delay",
          "timeout",
          "approval",
          "variants",
          "stages",
          "gate");

  Orchestration read(Node node) {
    return YamlMapping.read(node, WHAT, KEYS, problems)
        .map(this::orchestration)
        .orElse(Orchestration.DEFAULT);
  }

  private Orchestration orchestration(YamlMapping mapping) {
    Orchestration fallback = Orchestration.DEFAULT;
    return new Orchestration(
        mapping.get("schedule").flatMap(this::schedule),
        mapping.get("start").flatMap(amounts("start")::date).orElse(fallback.start()),
        mapping.get("executor").flatMap(this::executor).orElse(fallback.executor()),
        mapping
            .get("retries")
            .flatMap(node -> values("retries").integer(TaskSection.RETRIES, node))
            .map(Math::toIntExact)
            .orElse(fallback.retries()),
        duration(mapping, "retry_delay").orElse(fallback.retryDelay()),
        duration(mapping, "timeout").orElse(fallback.timeout()),
        mapping
            .get("approval")
            .flatMap(node -> values("approval").read(new ParameterType.Flag(), node))
            .map(Boolean.class::cast)
            .orElse(fallback.approval()),
        mapping
            .get("variants")
            .map(new VariantsSection(stages, problems)::read)
            .orElse(fallback.variants()),
        mapping.get("stages").map(new TaskSection(stages, problems)::read).orElse(fallback.tasks()),
        mapping
            .get("gate")
            .map(new TaskSection(stages, problems)::readGate)
            .orElse(fallback.gate()));
  }

  private Optional<String> schedule(Node node) {
    Optional<String> text = values("schedule").text(node);
    if (text.isEmpty() || text.get().equals("none")) {
      return Optional.empty();
    }
    if (text.get().startsWith("@")) {
      return values("schedule").choice(new ParameterType.Choice(CronExpression.PRESETS), node);
    }
    CronExpression.objection(text.get())
        .ifPresent(
            why ->
                problems.report(
                    node,
                    "schedule of orchestration is \"" + text.get() + "\", which " + why + ".",
                    "Write minute, hour, day of the month, month and day of the week, such as"
                        + " \"30 2 * * mon\", or a preset such as \"@weekly\"."));
    return text;
  }

  private Optional<Orchestration.Executor> executor(Node node) {
    List<String> names =
        Stream.of(Orchestration.Executor.values())
            .map(executor -> executor.name().toLowerCase(Locale.ROOT))
            .toList();
    return values("executor")
        .choice(new ParameterType.Choice(names), node)
        .map(name -> Orchestration.Executor.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  private Optional<Duration> duration(YamlMapping mapping, String key) {
    return mapping.get(key).flatMap(amounts(key)::duration);
  }

  private YamlValues values(String key) {
    return new YamlValues(key + " of " + WHAT, problems);
  }

  private YamlAmounts amounts(String key) {
    return new YamlAmounts(key + " of " + WHAT, problems);
  }
}
