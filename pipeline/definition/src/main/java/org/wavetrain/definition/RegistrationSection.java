package org.wavetrain.definition;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.wavetrain.definition.Registration.Better;

/** Reads the {@code register} part of a pipeline file. */
record RegistrationSection(List<WrittenStage> stages, Reporter problems) {
  private static final List<String> KEYS =
      List.of("model", "export", "evaluation", "metric", "better", "gates");
  private static final String WHAT = "register";

  /** The metrics of an evaluation that models can be compared by. */
  private static final Map<String, Better> METRICS =
      Map.of("wer", Better.LOWER, "cer", Better.LOWER, "accuracy", Better.HIGHER);

  Optional<Registration> read(Node node) {
    Optional<YamlMapping> mapping = YamlMapping.read(node, WHAT, KEYS, problems);
    if (mapping.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> model = required(mapping.get(), "model");
    model.ifPresent(name -> checkModel(name, mapping.get()));
    Optional<String> export = stage(mapping.get(), "export", "export");
    Optional<String> evaluation = stage(mapping.get(), "evaluation", "evaluate");
    Optional<String> metric = metric(mapping.get());
    Optional<Better> better =
        metric.map(METRICS::get).filter(natural -> agrees(natural, metric.get(), mapping.get()));
    Gates gates =
        mapping.get().get("gates").map(new GatesSection(problems)::read).orElse(Gates.NONE);
    if (model.isEmpty() || export.isEmpty() || evaluation.isEmpty() || better.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Registration(
            model.get(), export.get(), evaluation.get(), metric.get(), better.get(), gates));
  }

  private Optional<String> required(YamlMapping mapping, String key) {
    return mapping
        .require(key, WHAT, problems)
        .flatMap(node -> new YamlValues(key + " of " + WHAT, problems).text(node));
  }

  private void checkModel(String name, YamlMapping mapping) {
    Names.checkTitle(name, "A model", mapping.get("model").orElse(mapping.node()), problems);
  }

  private Optional<String> stage(YamlMapping mapping, String key, String kind) {
    Optional<String> name = required(mapping, key);
    if (name.isEmpty()) {
      return name;
    }
    Node node = mapping.get(key).orElse(mapping.node());
    List<String> candidates =
        stages.stream()
            .filter(stage -> stage.descriptor().filter(it -> it.kind().equals(kind)).isPresent())
            .map(WrittenStage::name)
            .toList();
    if (!candidates.contains(name.get())) {
      problems.report(
          node,
          key
              + " of "
              + WHAT
              + " is "
              + name.get()
              + ", which is no stage of the kind "
              + kind
              + " in this file.",
          Suggestion.remedy(name.get(), candidates));
    }
    return name;
  }

  private Optional<String> metric(YamlMapping mapping) {
    Optional<Node> node = mapping.require("metric", WHAT, problems);
    return node.flatMap(
        value ->
            new YamlValues("metric of " + WHAT, problems)
                .choice(
                    new ParameterType.Choice(METRICS.keySet().stream().sorted().toList()), value));
  }

  /** {@code better} may be left out; when it is there, it must be what the metric means. */
  private boolean agrees(Better natural, String metric, YamlMapping mapping) {
    Optional<Node> node = mapping.get("better");
    if (node.isEmpty()) {
      return true;
    }
    Optional<String> written =
        new YamlValues("better of " + WHAT, problems)
            .choice(new ParameterType.Choice(List.of("lower", "higher")), node.get());
    String expected = natural.name().toLowerCase(Locale.ROOT);
    if (written.isPresent() && !written.get().equals(expected)) {
      problems.report(
          node.get(),
          "better of "
              + WHAT
              + " is "
              + written.get()
              + ", but a good "
              + metric
              + " is "
              + expected
              + ".",
          "Write better: " + expected + ", or leave it out.");
    }
    return written.filter(expected::equals).isPresent();
  }
}
