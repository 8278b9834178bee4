package org.wavetrain.export;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.training.setup.TrainingStart;

/** The parameters of all stages behind the models, folded up. */
record CardSettings(CardInputs inputs, Lineage lineage) {
  private static final JsonMapper JSON = new JsonMapper();

  /** Markdown. */
  String text() throws IOException {
    StringBuilder settings = new StringBuilder();
    settings.append(untrained(inputs.corpus()));
    for (ArtifactReader further : lineage.furtherCorpora()) {
      settings.append(untrained(further));
    }
    for (ArtifactReader training : lineage.trainings()) {
      settings.append(settings(training.manifest(), used(training)));
    }
    if (inputs.evaluation().isPresent()) {
      settings.append(untrained(inputs.evaluation().get()));
    }
    return settings.toString();
  }

  private static String untrained(ArtifactReader made) throws IOException {
    return settings(made.manifest(), parameters(made.manifest()));
  }

  private static String settings(Manifest made, Map<String, Object> parameters) {
    return "<details><summary>%s, code version %s</summary>\n\n%s\n</details>\n"
        .formatted(
            made.key().stage(),
            made.codeVersion(),
            MarkdownTable.of("Parameter", "Value", written(parameters)));
  }

  /** As code, since characters of Markdown are among them. */
  private static Map<String, Object> written(Map<String, Object> parameters) {
    Map<String, Object> written = new TreeMap<>();
    parameters.forEach(
        (name, value) ->
            written.put(
                name,
                value instanceof String text && !text.matches("[A-Za-z0-9_ ./-]*")
                    ? "`` " + text + " ``"
                    : String.format(Locale.ROOT, "%s", value)));
    return written;
  }

  /** The parameters of a training, without those that had no effect. */
  private static Map<String, Object> used(ArtifactReader training) throws IOException {
    Map<String, Object> used = parameters(training.manifest());
    if (!(TrainingStart.read(training) instanceof TrainingStart.Nothing)) {
      used.remove("size");
    }
    if (used.get("epochs") instanceof Number epochs && epochs.doubleValue() > 0) {
      used.remove("steps");
    }
    return used;
  }

  /** Those that a stage had. */
  static Map<String, Object> parameters(Manifest manifest) throws IOException {
    return new TreeMap<>(
        JSON.readValue(manifest.parameters(), new TypeReference<Map<String, Object>>() {}));
  }
}
