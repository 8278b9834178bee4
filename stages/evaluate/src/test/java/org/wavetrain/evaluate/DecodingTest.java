package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.decoding.DecodingError;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.text.Vocabulary;

class DecodingTest {
  /** Tokens: blank, unknown, word end, a, b. */
  private static final Vocabulary VOCABULARY = Vocabulary.ofAlphabet(List.of("a", "b"));

  /** Silence is likeliest in each of two frames; over both, "a" is. */
  private static final float[] TWO_FRAMES = {2.0f, -9, -9, 1.8f, 1.0f, 2.0f, -9, -9, 1.8f, 1.0f};

  private static final String PREFERS_B =
      """
      \\data\\
      ngram 1=5

      \\1-grams:
      -3\t<unk>
      -99\t<s>
      -1\t</s>
      -4\ta
      -0.1\tb

      \\end\\
      """;

  @TempDir Path folder;

  @Test
  void greedyTakesTheLikeliestAlignment() throws IOException {
    assertThat(decode(context(Map.of()))).isEmpty();
  }

  @Test
  void aBeamSumsOverAlignments() throws IOException {
    assertThat(decode(context(Map.of("decoder", "beam")))).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"greedy", "beam"})
  void aHeadMayHaveMoreRowsThanThereAreTokens(String decoder) throws IOException {
    float[] logits = {-9, -9, -9, 9, -9, -9, -9, -9, -9, -9, -9, 9, -9, -9, -9, 9, -9, -9};
    assertThat(Decoding.of(context(Map.of("decoder", decoder)), VOCABULARY, 6).decode(logits, 0, 3))
        .isEqualTo("aa");
  }

  @ParameterizedTest
  @ValueSource(strings = {"greedy", "beam"})
  void aTokenWithoutARowIsNeverHeard(String decoder) throws IOException {
    float[] logits = {-9, -9, -9, 9, 9, -9, -9, -9, -9, -9, -9, 9};
    assertThat(Decoding.of(context(Map.of("decoder", decoder)), VOCABULARY, 4).decode(logits, 0, 3))
        .isEqualTo("aa");
  }

  @Test
  void aLanguageModelIsHeard() throws IOException {
    Files.writeString(folder.resolve("words.arpa"), PREFERS_B);

    assertThat(decode(context(Map.of("decoder", "beam")).withSource("language_model", folder)))
        .isEqualTo("b");
  }

  @Test
  void aLanguageModelMayBeNamedByItsFile() throws IOException {
    Path file = Files.writeString(folder.resolve("words.arpa"), PREFERS_B);
    Files.writeString(folder.resolve("other.arpa"), "");

    assertThat(decode(context(Map.of("decoder", "beam")).withSource("language_model", file)))
        .isEqualTo("b");
  }

  @Test
  void aLanguageModelWithoutABeamIsRefused() {
    assertRefused(context(Map.of()), DecodingError.LANGUAGE_MODEL_UNUSED);
  }

  @Test
  void aFolderWithoutALanguageModelIsRefused() {
    assertRefused(context(Map.of("decoder", "beam")), DecodingError.LANGUAGE_MODEL_UNREADABLE);
  }

  private void assertRefused(InMemoryStageContext context, DecodingError code) {
    context.withSource("language_model", folder);
    assertThatThrownBy(() -> Decoding.of(context, VOCABULARY, VOCABULARY.size()))
        .isInstanceOfSatisfying(
            UserFailure.class, failure -> assertThat(failure.code()).isEqualTo(code))
        .hasMessageContaining(folder.toString());
  }

  private InMemoryStageContext context(Map<String, ?> parameters) {
    return new InMemoryStageContext(new EvaluateStage().descriptor(), parameters, folder);
  }

  private static String decode(InMemoryStageContext context) throws IOException {
    return Decoding.of(context, VOCABULARY, VOCABULARY.size()).decode(TWO_FRAMES, 0, 2);
  }
}
