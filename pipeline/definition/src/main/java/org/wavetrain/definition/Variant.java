package org.wavetrain.definition;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to run a pipeline: what differs from the file's own parameters.
 *
 * @param name its name
 * @param parameters checked values as {@link Parameters} holds them, by stage and parameter
 */
public record Variant(String name, Map<String, Map<String, Object>> parameters) {
  /** The file's parameters as they are. */
  public static final Variant DEFAULT = new Variant("default", Map.of());

  public Variant {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }

  /** The stages with this variant's parameters, except those that the command line gives. */
  List<PlannedStage> applyTo(List<PlannedStage> stages, Overrides overrides) {
    return stages.stream().map(stage -> applyTo(stage, overrides)).toList();
  }

  private PlannedStage applyTo(PlannedStage stage, Overrides overrides) {
    Map<String, Object> values = new HashMap<>(stage.parameters().asMap());
    parameters
        .getOrDefault(stage.name(), Map.of())
        .forEach(
            (parameter, value) -> {
              if (!overrides.names(stage.name(), parameter)) {
                values.put(parameter, value);
              }
            });
    return new PlannedStage(
        stage.name(), stage.descriptor(), stage.inputs(), new Parameters(values));
  }
}
