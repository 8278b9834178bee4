package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.cli.display.TextTable;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelRegistry;
import org.wavetrain.tracking.ModelVersion;
import org.wavetrain.tracking.RegisteredModel;
import picocli.CommandLine.Mixin;

/** The options of a list of registered models, and the list. */
final class ModelList {
  private static final JsonMapper JSON = new JsonMapper();
  private static final List<String> FIGURES = List.of("wer", "cer", "accuracy");
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.systemDefault());
  private static final String NOTHING = "–";

  @Mixin private JsonOption json;

  @Mixin private HomeOption home;

  private record Listed(ModelVersion version, List<String> aliases, Map<String, Double> metrics) {
    static Listed of(ModelVersion version, RegisteredModel model) {
      List<String> aliases =
          model.aliases().entrySet().stream()
              .filter(alias -> alias.getValue() == version.version())
              .map(Map.Entry::getKey)
              .sorted()
              .toList();
      Map<String, Double> metrics = new TreeMap<>();
      version
          .tags()
          .forEach(
              (tag, value) -> {
                if (tag.startsWith(Promotion.METRIC_TAG_PREFIX)) {
                  number(value)
                      .ifPresent(
                          figure ->
                              metrics.put(
                                  tag.substring(Promotion.METRIC_TAG_PREFIX.length()), figure));
                }
              });
      return new Listed(version, aliases, metrics);
    }

    /** Empty where a person changed the tag to something else. */
    private static Optional<Double> number(String written) {
      try {
        return Optional.of(Double.valueOf(written)).filter(Double::isFinite);
      } catch (NumberFormatException changedByHand) {
        return Optional.empty();
      }
    }

    String figure(String name) {
      Double value = metrics.get(name);
      return value == null ? NOTHING : String.format(Locale.ROOT, "%.4f", value);
    }
  }

  /** Prints all versions of all models, the newest of each first. */
  void print(PrintStream out) throws IOException {
    List<Listed> versions = new ArrayList<>();
    try (HomeToRead read = HomeToRead.of(home.path());
        Services services = Services.open(read.path())) {
      ModelRegistry registry = services.tracking().registry();
      for (RegisteredModel model : registry.models()) {
        registry.versions(model.name()).forEach(version -> versions.add(Listed.of(version, model)));
      }
    }
    if (json.wanted()) {
      for (Listed version : versions) {
        out.println(JSON.writeValueAsString(object(version)));
      }
    } else if (versions.isEmpty()) {
      out.println("No model is registered yet.");
    } else {
      out.print(table(versions));
    }
  }

  private static TextTable table(List<Listed> versions) {
    List<String> header = new ArrayList<>(List.of("model", "version", "aliases", "registered"));
    header.addAll(FIGURES);
    TextTable table = new TextTable(header.toArray(String[]::new));
    for (Listed listed : versions) {
      List<String> row =
          new ArrayList<>(
              List.of(
                  listed.version().model(),
                  String.valueOf(listed.version().version()),
                  String.join(", ", listed.aliases()),
                  MINUTES.format(listed.version().created())));
      FIGURES.forEach(figure -> row.add(listed.figure(figure)));
      table.row(row.toArray(String[]::new));
    }
    return table;
  }

  private static ObjectNode object(Listed listed) {
    ModelVersion version = listed.version();
    ObjectNode object =
        JSON.createObjectNode()
            .put("model", version.model())
            .put("version", version.version())
            .put("reference", "models:/" + version.model() + "/" + version.version())
            .put("created", version.created().toString())
            .put("run", version.runId().orElse(null))
            .put("key", version.tags().get(Promotion.KEY_TAG));
    object.set("aliases", JSON.valueToTree(listed.aliases()));
    object.set("metrics", JSON.valueToTree(listed.metrics()));
    return object;
  }
}
