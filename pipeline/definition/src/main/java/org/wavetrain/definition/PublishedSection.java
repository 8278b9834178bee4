package org.wavetrain.definition;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the {@code published} part of a pipeline file. */
record PublishedSection(Reporter problems) {
  private static final String WHAT = "a published result";
  private static final List<String> KEYS = List.of("metric", "value", "measured", "source");
  private static final ParameterType.Number VALUES = new ParameterType.Number(0, 1e6);

  List<PublishedResult> read(Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      problems.report(
          node,
          "published is not a list.",
          "Write each result as \"- {metric: wer, value: 0.2167, measured: ..., source: ...}\".");
      return List.of();
    }
    List<PublishedResult> results = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      YamlMapping.read(element, WHAT, KEYS, problems).flatMap(this::result).ifPresent(results::add);
    }
    return results;
  }

  private Optional<PublishedResult> result(YamlMapping mapping) {
    Optional<String> metric = text(mapping, "metric");
    Optional<Double> value =
        mapping
            .require("value", WHAT, problems)
            .flatMap(node -> values("value").number(VALUES, node));
    Optional<String> measured = text(mapping, "measured");
    Optional<String> source = text(mapping, "source");
    if (metric.isEmpty() || value.isEmpty() || measured.isEmpty() || source.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new PublishedResult(metric.get(), value.get(), measured.get(), source.get()));
  }

  private Optional<String> text(YamlMapping mapping, String key) {
    return mapping.require(key, WHAT, problems).flatMap(values(key)::text);
  }

  private YamlValues values(String key) {
    return new YamlValues(key + " of " + WHAT, problems);
  }
}
