package org.wavetrain.decoding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against pyctcdecode 0.5.0 with KenLM, recorded by {@code
 * infra/compatibility/record_decoding_cases.py}: 60 made-up utterances, a third of them without a
 * language model, with several weights and widths.
 */
class PyctcdecodeComparisonTest {
  private static final int CASES = 60;
  private static final Offset<Double> CLOSE = within(1e-4);

  @TempDir private Path folder;

  @Test
  void textsAndScoresAreThoseOfPyctcdecode() throws IOException {
    List<JsonNode> lines = recorded();
    assertThat(lines).hasSize(CASES + 1);
    JsonNode head = lines.get(0);
    List<String> labels = new ArrayList<>();
    head.get("labels").forEach(label -> labels.add(label.textValue()));
    NgramModel model =
        ArpaReader.read(
            Files.writeString(folder.resolve("model.arpa"), head.get("arpa").textValue()));
    for (JsonNode recorded : lines.subList(1, lines.size())) {
      JsonNode settings = recorded.get("settings");
      float[] scores = scores(recorded.get("scores"), labels.size());
      Hypothesis best =
          PrefixBeamSearch.of(labels, beam(settings), language(model, settings))
              .decode(scores, 0, scores.length / labels.size(), 1)
              .get(0);
      assertThat(best.text()).as("%s", settings).isEqualTo(recorded.get("text").textValue());
      assertThat(best.networkScore())
          .as("%s", settings)
          .isCloseTo(recorded.get("network_score").doubleValue(), CLOSE);
      assertThat(best.score())
          .as("%s", settings)
          .isCloseTo(recorded.get("score").doubleValue(), CLOSE);
    }
  }

  private static BeamSettings beam(JsonNode settings) {
    return new BeamSettings(
        settings.get("beam_width").intValue(),
        settings.get("beam_prune_logp").doubleValue(),
        settings.get("token_min_logp").doubleValue());
  }

  private static Optional<WeightedLanguageModel> language(NgramModel model, JsonNode settings) {
    return Optional.ofNullable(settings.get("alpha"))
        .map(
            alpha ->
                new WeightedLanguageModel(
                    model,
                    new LanguageModelWeights(
                        alpha.doubleValue(),
                        settings.get("beta").doubleValue(),
                        settings.get("unk_score_offset").doubleValue(),
                        settings.get("lm_score_boundary").booleanValue())));
  }

  private static float[] scores(JsonNode frames, int tokens) {
    float[] scores = new float[frames.size() * tokens];
    int next = 0;
    for (JsonNode frame : frames) {
      for (JsonNode score : frame) {
        scores[next++] = score.floatValue();
      }
    }
    return scores;
  }

  private static List<JsonNode> recorded() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                PyctcdecodeComparisonTest.class.getResourceAsStream("pyctcdecode.jsonl"), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(mapper.readTree(line));
      }
    }
    return lines;
  }
}
