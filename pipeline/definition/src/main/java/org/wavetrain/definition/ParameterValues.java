package org.wavetrain.definition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Reads the parameters of one stage, from the file and from options, which win.
 *
 * @param stage the stage's name
 * @param declared the parameters that its kind has
 */
record ParameterValues(String stage, List<Parameter> declared, ProblemCollector problems) {
  /**
   * The values by name, defaults filled in.
   *
   * @param nameNode where the file names the stage
   * @param written what the file has under {@code parameters}
   * @param overrides the options for this stage
   */
  Map<String, Object> read(
      Node nameNode, Optional<Node> written, List<ParameterOverride> overrides) {
    Map<String, Object> values = new HashMap<>();
    for (Parameter parameter : declared) {
      parameter.fallback().ifPresent(fallback -> values.put(parameter.name(), fallback));
    }
    Map<String, YamlMapping.Entry> entries =
        written
            .flatMap(node -> YamlMapping.read(node, what(), names(), problems))
            .map(YamlMapping::entries)
            .orElse(Map.of());
    for (Parameter parameter : declared) {
      YamlMapping.Entry entry = entries.get(parameter.name());
      if (entry != null) {
        new YamlValues(parameter.name() + " of " + stage, problems)
            .read(parameter.type(), entry.value())
            .ifPresent(value -> values.put(parameter.name(), value));
      } else if (parameter.fallback().isEmpty() && !isOverridden(parameter, overrides)) {
        problems.report(
            nameNode,
            "stage " + stage + " needs the parameter " + parameter.name() + ".",
            "Add it under parameters: " + parameter.description());
      }
    }
    overrides.forEach(override -> override(override, values));
    return values;
  }

  private void override(ParameterOverride override, Map<String, Object> values) {
    Optional<Parameter> parameter =
        declared.stream().filter(it -> it.name().equals(override.parameter())).findFirst();
    if (parameter.isEmpty()) {
      problems.report(
          override,
          "stage " + stage + " has no parameter " + override.parameter() + ".",
          Suggestion.remedy(override.parameter(), names()));
      return;
    }
    if (override.takesBack() && !(parameter.get().type() instanceof ParameterType.Text)) {
      takeBack(parameter.get(), override, values);
      return;
    }
    if (parameter.get().type() instanceof ParameterType.Text) {
      // The shell has no quotes left to tell text from numbers with.
      values.put(override.parameter(), override.value());
      return;
    }
    YamlDocument.compose(override.value(), problems.of(override))
        .flatMap(
            node ->
                new YamlValues(override.parameter(), problems.of(override))
                    .read(parameter.get().type(), node))
        .ifPresent(value -> values.put(override.parameter(), value));
  }

  /** Puts the default in place of what the file says. */
  private void takeBack(
      Parameter parameter, ParameterOverride override, Map<String, Object> values) {
    if (parameter.fallback().isPresent()) {
      values.put(parameter.name(), parameter.fallback().get());
    } else {
      problems.report(
          override,
          "stage " + stage + " needs the parameter " + parameter.name() + ".",
          "Give it a value: " + parameter.description());
    }
  }

  private static boolean isOverridden(Parameter parameter, List<ParameterOverride> overrides) {
    return overrides.stream().anyMatch(it -> it.parameter().equals(parameter.name()));
  }

  private String what() {
    return "parameters of " + stage;
  }

  private List<String> names() {
    return declared.stream().map(Parameter::name).toList();
  }
}
