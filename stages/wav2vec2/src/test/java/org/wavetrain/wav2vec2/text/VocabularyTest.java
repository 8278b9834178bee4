package org.wavetrain.wav2vec2.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wavetrain.failure.UserFailure;

class VocabularyTest {
  private static final Vocabulary VOCABULARY =
      Vocabulary.ofAlphabet(List.of("b", "a", " ", "'", "é"));

  @TempDir Path directory;

  @Test
  void anAlphabetFollowsTheSpecialTokensInOrder() {
    assertThat(VOCABULARY.tokens()).containsExactly("<pad>", "<unk>", "|", "'", "a", "b", "é");
    assertThat(VOCABULARY.characters()).containsExactly("'", "a", "b", "é");
    assertThat(VOCABULARY.blank()).isZero();
    assertThat(VOCABULARY.unknown()).hasValue(1);
  }

  @Test
  void theBlankMayFollowTheAlphabet() throws IOException {
    Vocabulary vocabulary = Vocabulary.ofAlphabetBlankLast(List.of("b", "a", " ", "'"));

    assertThat(vocabulary.tokens()).containsExactly("|", "'", "a", "b", "<pad>");
    assertThat(vocabulary.blank()).isEqualTo(4);
    assertThat(vocabulary.unknown()).isEmpty();
    assertThat(read(vocabulary.toJson()).blank()).isEqualTo(4);
    assertThat(vocabulary.decode(new int[] {4, 2, 2, 4, 2, 0, 3, 4})).isEqualTo("aa b");
  }

  @Test
  void whatIsWrittenHasTheFormOfTransformersAndIsReadBack() throws IOException {
    assertThat(VOCABULARY.toJson())
        .isEqualTo(
            """
            {
              "'": 3,
              "<pad>": 0,
              "<unk>": 1,
              "a": 4,
              "b": 5,
              "|": 2,
              "é": 6
            }
            """);
    assertThat(read(VOCABULARY.toJson()).tokens()).isEqualTo(VOCABULARY.tokens());
  }

  @Test
  void theBlankOfAPublishedVocabularyMayBeAnywhere() throws IOException {
    Vocabulary vocabulary = read("{\"a\": 0, \"|\": 1, \"[UNK]\": 2, \"[PAD]\": 3}");
    assertThat(vocabulary.blank()).isEqualTo(3);
    assertThat(vocabulary.unknown()).hasValue(2);
    assertThat(vocabulary.decode(new int[] {3, 0, 3, 0, 1, 2, 0, 3})).isEqualTo("aa a");
  }

  @Test
  void tokensThatWereAddedLaterBelongToTheVocabulary() throws IOException {
    Files.writeString(directory.resolve("added_tokens.json"), "{\"<s>\": 2, \"</s>\": 3}");
    Vocabulary vocabulary = read("{\"a\": 0, \"[PAD]\": 1}");
    assertThat(vocabulary.tokens()).containsExactly("a", "[PAD]", "<s>", "</s>");
    assertThat(vocabulary.decode(new int[] {2, 0, 1, 3})).isEqualTo("a");
  }

  @Test
  void aTextBecomesLabelsAndCharactersWithoutOneAreReported() {
    Encoding encoding = VOCABULARY.encode("ab xé𝄞x");
    assertThat(encoding.labels()).containsExactly(4, 5, 2, 1, 6, 1, 1);
    assertThat(encoding.unknownCharacters()).containsExactly("x", "𝄞");
  }

  @Test
  void withoutAnUnknownTokenSuchCharactersAreLeftOut() throws IOException {
    Encoding encoding = read("{\"<pad>\": 0, \"a\": 1}").encode("axa");
    assertThat(encoding.labels()).containsExactly(1, 1);
    assertThat(encoding.unknownCharacters()).containsExactly("x");
  }

  @Test
  void greedyDecodingMergesRepeatsDropsBlanksAndTrims() {
    int[] best = {2, 0, 4, 4, 0, 4, 5, 5, 2, 2, 0, 2, 6, 1, 2};
    assertThat(VOCABULARY.decode(best)).isEqualTo("aab  é");
  }

  @Test
  void theBestSymbolOfEachFrameIsTaken() {
    float[] logits = new float[4 * 7];
    logits[7 + 4] = 1;
    logits[2 * 7 + 5] = 2;
    logits[3 * 7] = -1;
    logits[3 * 7 + 6] = 0.5f;
    assertThat(VOCABULARY.decodeGreedy(logits, 7, 3)).isEqualTo("abé");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"<pad>\": 0, \"a\": 2};gives a the identifier 2",
        "{\"<pad>\": 0, \"a\": 0};gives a the identifier 0",
        "{\"<pad>\": 0, \"a\": \"1\"};gives a the identifier \"1\"",
        "{\"a\": 0};has no token <pad>"
      })
  void aVocabularyWithoutOneTokenForEachIdentifierIsRefused(String json, String sentence) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining(sentence);
  }

  private Vocabulary read(String json) throws IOException {
    Path file = directory.resolve("vocab.json");
    Files.writeString(file, json);
    return Vocabulary.fromJson(file);
  }
}
