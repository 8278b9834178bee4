package org.wavetrain.wav2vec2.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
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
  void theTokenizersFilesNameTheBlankAndWhatStandsForASpace() throws IOException {
    Files.writeString(
        directory.resolve("tokenizer_config.json"),
        "{\"word_delimiter_token\": \"_\", \"unk_token\": \"?\", \"bos_token\": null}");
    Files.writeString(
        directory.resolve("special_tokens_map.json"),
        "{\"pad_token\": {\"content\": \"-\", \"lstrip\": false}, \"unk_token\": \"<unk>\"}");
    Vocabulary vocabulary =
        read("{\"a\": 0, \"_\": 1, \"|\": 2, \"?\": 3, \"-\": 4, \"<pad>\": 5}");
    assertThat(vocabulary.blank()).isEqualTo(4);
    assertThat(vocabulary.unknown()).hasValue(3);
    assertThat(vocabulary.characters()).containsExactly("a", "|");
    assertThat(vocabulary.decode(new int[] {0, 4, 0, 1, 3, 2, 5, 0})).isEqualTo("aa |a");
    assertThat(vocabulary.encode("a b").labels()).containsExactly(0, 1, 3);
  }

  @Test
  void ofTwoTokensThatCouldBeTheBlankItIsTheUsualOne() throws IOException {
    assertThat(read("{\"[PAD]\": 1, \"<pad>\": 0}").blank()).isZero();
    Files.writeString(directory.resolve("tokenizer_config.json"), "{\"pad_token\": \"[PAD]\"}");
    assertThat(read("{\"[PAD]\": 1, \"<pad>\": 0}").blank()).isOne();
  }

  @Test
  void aBlankThatTheTokenizerNamesAndTheVocabularyLacksIsRefused() throws IOException {
    Files.writeString(directory.resolve("tokenizer_config.json"), "{\"pad_token\": \"[BLANK]\"}");
    assertThatThrownBy(() -> read("{\"<pad>\": 0}"))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("has no token [BLANK], which is the blank of CTC");
  }

  @Test
  void anotherBlankThanThatOfTheHeadIsRefused() throws IOException {
    Vocabulary vocabulary = read("{\"a\": 0, \"[PAD]\": 1}");
    assertThatCode(() -> vocabulary.requireBlank(1)).doesNotThrowAnyException();
    assertThatThrownBy(() -> vocabulary.requireBlank(0))
        .isInstanceOf(UserFailure.class)
        .hasMessage(
            "The blank of CTC is [PAD], which has the identifier 1 in vocab.json, but pad_token_id"
                + " in config.json is 0.");
  }

  @Test
  void aHeadMayHaveMoreRowsThanThereAreTokens() {
    // Rows 5 and 6 have no token: they write nothing, and stand between equal letters.
    Vocabulary small = Vocabulary.ofAlphabet(List.of("a", "b"));
    float[] logits = scores(7, 3, 5, 3, 3, 6, 4);
    assertThat(small.decodeGreedy(logits, 0, 6, 7)).isEqualTo("aab");
    assertThat(small.symbols(7)).containsExactly("", "", " ", "a", "b", "", "");
  }

  @Test
  void aTokenWithoutARowIsNeverWritten() {
    Vocabulary small = Vocabulary.ofAlphabet(List.of("a", "b"));
    assertThat(small.decodeGreedy(scores(4, 3, 0, 3, 2, 3), 0, 5, 4)).isEqualTo("aa a");
    assertThat(small.symbols(4)).containsExactly("", "", " ", "a");
  }

  /** In each frame another row is the likeliest. */
  private static float[] scores(int rows, int... likeliest) {
    float[] scores = new float[rows * likeliest.length];
    for (int frame = 0; frame < likeliest.length; frame++) {
      scores[frame * rows + likeliest[frame]] = 1;
    }
    return scores;
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
    assertThat(VOCABULARY.decodeGreedy(logits, 7, 3, 7)).isEqualTo("abé");
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
