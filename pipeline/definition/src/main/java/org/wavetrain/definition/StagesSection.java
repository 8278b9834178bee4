package org.wavetrain.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads the {@code stages} of a pipeline file; what only shows when all are read is left to {@link
 * Wiring}.
 *
 * @param kinds the kinds of stages there are
 * @param overrides parameters from the command line
 */
record StagesSection(
    List<StageDescriptor> kinds, List<ParameterOverride> overrides, ProblemCollector problems) {
  private static final List<String> KEYS = List.of("stage", "inputs", "parameters");

  /** What an orchestrator's tasks beside those of the stages are called. */
  private static final Set<String> OTHER_TASKS = Set.of("begin", "gate", "finish");

  List<WrittenStage> read(Node node) {
    List<WrittenStage> stages = new ArrayList<>();
    YamlMapping.read(node, "stages", problems)
        .ifPresent(
            mapping -> {
              if (mapping.entries().isEmpty()) {
                problems.report(node, "The pipeline has no stage.", "Name at least one.");
              }
              mapping.entries().forEach((name, entry) -> stage(name, entry).ifPresent(stages::add));
            });
    reportStrayOverrides(stages);
    return stages;
  }

  private Optional<WrittenStage> stage(String name, YamlMapping.Entry entry) {
    if (!Names.check(name, "A stage", entry.key(), problems)) {
      return Optional.empty();
    }
    if (OTHER_TASKS.contains(name)) {
      problems.report(
          entry.key(),
          "A stage is called " + name + ", as a task beside the stages is.",
          "Rename it; the key stage names its kind.");
    }
    return YamlMapping.read(entry.value(), "stage " + name, KEYS, problems)
        .map(
            mapping -> {
              Optional<StageDescriptor> kind = kind(name, entry.key(), mapping);
              return new WrittenStage(
                  name,
                  entry.key(),
                  kind,
                  mapping.get("inputs").map(inputs -> inputs(name, inputs)).orElse(Map.of()),
                  kind.map(
                          known ->
                              new ParameterValues(name, known.parameters(), problems)
                                  .read(entry.key(), mapping.get("parameters"), of(name)))
                      .orElse(Map.of()),
                  mapping.get("parameters"));
            });
  }

  private Optional<StageDescriptor> kind(String name, Node nameNode, YamlMapping mapping) {
    Optional<Node> given = mapping.get("stage");
    Optional<String> written =
        given.isPresent()
            ? new YamlValues("stage of " + name, problems).text(given.get())
            : Optional.of(name);
    Optional<StageDescriptor> known =
        written.flatMap(kind -> kinds.stream().filter(it -> it.kind().equals(kind)).findFirst());
    if (written.isPresent() && known.isEmpty()) {
      problems.report(
          given.orElse(nameNode),
          "There is no stage of the kind " + written.get() + ".",
          Suggestion.remedy(written.get(), kinds.stream().map(StageDescriptor::kind).toList()));
    }
    return known;
  }

  private Map<String, WrittenStage.WrittenInput> inputs(String stage, Node node) {
    Map<String, WrittenStage.WrittenInput> inputs = new LinkedHashMap<>();
    YamlMapping.read(node, "inputs of " + stage, problems)
        .ifPresent(
            mapping ->
                mapping
                    .entries()
                    .forEach(
                        (port, entry) ->
                            inputs.put(
                                port,
                                new WrittenStage.WrittenInput(
                                    entry.key(), references(stage, port, entry.value())))));
    return inputs;
  }

  private List<WrittenStage.Reference> references(String stage, String port, Node node) {
    YamlValues values = new YamlValues("input " + port + " of " + stage, problems);
    List<Node> nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
    List<WrittenStage.Reference> references = new ArrayList<>();
    for (Node element : nodes) {
      values
          .text(element)
          .map(name -> new WrittenStage.Reference(name, element))
          .ifPresent(references::add);
    }
    return references;
  }

  private List<ParameterOverride> of(String stage) {
    return overrides.stream().filter(override -> override.stage().equals(stage)).toList();
  }

  private void reportStrayOverrides(List<WrittenStage> stages) {
    List<String> names = stages.stream().map(WrittenStage::name).toList();
    for (ParameterOverride override : overrides) {
      if (!names.contains(override.stage())) {
        problems.report(
            override,
            "there is no stage " + override.stage() + ".",
            Suggestion.remedy(override.stage(), names));
      }
    }
  }
}
