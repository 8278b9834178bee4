package org.wavetrain.definition;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads the {@code variants} of the {@code orchestration} of a pipeline file. */
record VariantsSection(List<WrittenStage> stages, Reporter problems) {
  List<Variant> read(Node node) {
    List<Variant> variants = new ArrayList<>();
    YamlMapping.read(node, "variants", problems)
        .ifPresent(
            mapping -> {
              if (mapping.entries().isEmpty()) {
                problems.report(
                    node, "variants has none.", "Name at least one, or leave variants out.");
              }
              mapping
                  .entries()
                  .forEach((name, entry) -> variant(name, entry).ifPresent(variants::add));
            });
    return variants.isEmpty() ? List.of(Variant.DEFAULT) : variants;
  }

  private Optional<Variant> variant(String name, YamlMapping.Entry entry) {
    if (!Names.check(name, "A variant", entry.key(), problems)) {
      return Optional.empty();
    }
    Map<String, Map<String, Object>> parameters = new LinkedHashMap<>();
    YamlMapping.read(entry.value(), "variant " + name, problems)
        .ifPresent(
            mapping ->
                mapping.entries().forEach((key, value) -> parameter(key, value, parameters)));
    return Optional.of(new Variant(name, parameters));
  }

  private void parameter(
      String key, YamlMapping.Entry entry, Map<String, Map<String, Object>> parameters) {
    int dot = key.indexOf('.');
    if (dot <= 0 || dot == key.length() - 1) {
      problems.report(
          entry.key(),
          key + " does not name a stage and a parameter.",
          "Write it as \"stage.parameter: value\".");
      return;
    }
    String stageName = key.substring(0, dot);
    String name = key.substring(dot + 1);
    Optional<WrittenStage> stage =
        stages.stream().filter(candidate -> candidate.name().equals(stageName)).findFirst();
    if (stage.isEmpty()) {
      problems.report(
          entry.key(),
          "there is no stage " + stageName + ".",
          Suggestion.remedy(stageName, stages.stream().map(WrittenStage::name).toList()));
      return;
    }
    // A kind that is not known was reported with the stage.
    stage
        .get()
        .descriptor()
        .flatMap(kind -> value(kind, stageName, name, entry))
        .ifPresent(
            value ->
                parameters
                    .computeIfAbsent(stageName, first -> new LinkedHashMap<>())
                    .put(name, value));
  }

  private Optional<Object> value(
      StageDescriptor kind, String stage, String name, YamlMapping.Entry entry) {
    Optional<Parameter> parameter =
        kind.parameters().stream().filter(known -> known.name().equals(name)).findFirst();
    if (parameter.isEmpty()) {
      problems.report(
          entry.key(),
          "stage " + stage + " has no parameter " + name + ".",
          Suggestion.remedy(name, kind.parameters().stream().map(Parameter::name).toList()));
      return Optional.empty();
    }
    return new YamlValues(name + " of " + stage, problems)
        .read(parameter.get().type(), entry.value());
  }
}
