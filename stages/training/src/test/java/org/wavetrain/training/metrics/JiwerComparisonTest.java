package org.wavetrain.training.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Against jiwer 4.0.0 on 1,000 random pairs, recorded by {@code
 * infra/compatibility/record_jiwer_cases.py}.
 */
class JiwerComparisonTest {
  private static final int PAIRS = 1000;

  @Test
  void ratesAndCountsAreThoseOfJiwer() throws IOException {
    List<JsonNode> lines = recorded();
    assertThat(lines).hasSize(PAIRS + 1);
    WordErrorRate words = new WordErrorRate();
    CharacterErrorRate characters = new CharacterErrorRate();
    for (JsonNode pair : lines.subList(0, PAIRS)) {
      String reference = pair.get("reference").textValue();
      String hypothesis = pair.get("hypothesis").textValue();
      assertSame(pair, "words", words.add(reference, hypothesis));
      assertSame(pair, "characters", characters.add(reference, hypothesis));
    }
    assertSame(lines.get(PAIRS), "words", words.counts());
    assertSame(lines.get(PAIRS), "characters", characters.counts());
  }

  @Test
  void alignmentsAreThoseOfJiwer() throws IOException {
    int shown = 0;
    for (JsonNode pair : recorded().subList(0, PAIRS)) {
      List<Edit<String>> alignment =
          WordErrorRate.align(
              pair.get("reference").textValue(), pair.get("hypothesis").textValue());
      assertThat(alignment.stream().map(JiwerComparisonTest::step).collect(Collectors.joining()))
          .as(pair.toString())
          .isEqualTo(pair.get("steps").textValue());
      if (pair.has("visualization") && !alignment.isEmpty()) {
        shown++;
        assertThat("=== SENTENCE 1 ===\n\n" + AlignmentText.of(alignment))
            .isEqualTo(pair.get("visualization").textValue());
      }
    }
    assertThat(shown).isGreaterThan(PAIRS / 20);
  }

  private static void assertSame(JsonNode recorded, String what, EditCounts counts) {
    JsonNode expected = recorded.get(what);
    List<Long> numbers = new ArrayList<>();
    expected.get("counts").forEach(number -> numbers.add(number.longValue()));
    assertThat(
            List.of(
                counts.matches(), counts.substitutions(), counts.deletions(), counts.insertions()))
        .as("%s of %s", what, recorded)
        .isEqualTo(numbers);
    assertThat(counts.rate()).isEqualTo(expected.get("rate").doubleValue());
  }

  private static String step(Edit<String> edit) {
    return switch (edit.kind()) {
      case MATCH -> "=";
      case SUBSTITUTION -> "s";
      case DELETION -> "d";
      case INSERTION -> "i";
    };
  }

  private static List<JsonNode> recorded() throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    List<JsonNode> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                JiwerComparisonTest.class.getResourceAsStream("jiwer.jsonl"), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(mapper.readTree(line));
      }
    }
    return lines;
  }
}
