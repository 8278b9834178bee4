package org.wavetrain.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.wavetrain.artifacts.ArtifactReader;

/**
 * How a training went, by the evaluations that its checkpoint remembers.
 *
 * @param state {@code trainer/state.json}
 */
record TrainingCurve(JsonNode state) {
  private static final String STATE = "trainer/state.json";
  private static final int MOST_ROWS = 12;

  /** What is shown, by the name in the file. */
  private static final Map<String, String> COLUMNS = columns();

  private static Map<String, String> columns() {
    Map<String, String> columns = new LinkedHashMap<>();
    columns.put("validation_loss", "Validation loss");
    columns.put("validation_wer", "WER");
    columns.put("validation_cer", "CER");
    columns.put("validation_accuracy", "Accuracy");
    columns.put("validation_chance_accuracy", "Accuracy of guessing");
    columns.put("validation_code_perplexity", "Perplexity of the codes");
    return columns;
  }

  static TrainingCurve read(ArtifactReader trained) throws IOException {
    if (trained.manifest().files().stream().noneMatch(file -> file.path().equals(STATE))) {
      return new TrainingCurve(MissingNode.getInstance());
    }
    try (InputStream content = trained.open(STATE)) {
      return new TrainingCurve(new JsonMapper().readTree(content.readAllBytes()));
    }
  }

  /** Updates of the parameters that were done, if the checkpoint tells. */
  OptionalLong steps() {
    JsonNode step = state.path("step");
    return step.isNumber() ? OptionalLong.of(step.longValue()) : OptionalLong.empty();
  }

  /** A table in Markdown; the first, the last and some at even distances between them. */
  String text() {
    JsonNode history = state.path("history");
    List<String> names =
        COLUMNS.keySet().stream().filter(name -> isMeasured(history, name)).toList();
    if (names.isEmpty()) {
      return "The checkpoint remembers no evaluation of the training.\n";
    }
    List<String> headings = new ArrayList<>(List.of("Step"));
    names.forEach(name -> headings.add(COLUMNS.get(name)));
    List<List<String>> rows = new ArrayList<>();
    int shown = Math.min(MOST_ROWS, history.size());
    for (int row = 0; row < shown; row++) {
      int index = shown == 1 ? 0 : (int) Math.round(row * (history.size() - 1.0) / (shown - 1));
      List<String> cells = new ArrayList<>(List.of(history.path(index).path("step").asText()));
      for (String name : names) {
        cells.add(cell(history.path(index).path("metrics").path(name), name));
      }
      rows.add(cells);
    }
    JsonNode best = state.path("best").path("step");
    return MarkdownTable.of(headings, rows)
        + (best.isNumber() ? "\nThe model is that of step %s.\n".formatted(best.asText()) : "");
  }

  private static boolean isMeasured(JsonNode history, String name) {
    for (JsonNode evaluation : history) {
      if (evaluation.path("metrics").path(name).isNumber()) {
        return true;
      }
    }
    return false;
  }

  private static String cell(JsonNode value, String name) {
    if (!value.isNumber()) {
      return CardNumber.NONE;
    }
    return name.endsWith("loss") || name.endsWith("perplexity")
        ? CardNumber.plain(value.doubleValue())
        : CardNumber.percent(value.doubleValue());
  }
}
