package org.wavetrain.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorRateTest {
  @Test
  void equalTextsAlignWithMatchesOnly() {
    assertThat(WordErrorRate.align("turn the light on", "turn the light on"))
        .extracting(Edit::kind)
        .containsOnly(EditKind.MATCH)
        .hasSize(4);
  }

  @Test
  void anAlignmentNamesEachError() {
    List<Edit<String>> alignment =
        WordErrorRate.align("turn on the light now", "turn please on the lights");

    assertThat(EditCounts.of(alignment)).isEqualTo(new EditCounts(3, 1, 1, 1));
    assertThat(alignment)
        .extracting(Edit::kind)
        .containsExactly(
            EditKind.MATCH,
            EditKind.INSERTION,
            EditKind.MATCH,
            EditKind.MATCH,
            EditKind.SUBSTITUTION,
            EditKind.DELETION);
  }

  @Test
  void theDistanceIsThatOfLevenshtein() {
    assertThat(new CharacterErrorRate().add("kitten", "sitting").errors()).isEqualTo(3);
  }

  @Test
  void wordErrorRateDividesAllErrorsByAllWords() {
    WordErrorRate rate = new WordErrorRate();
    rate.add("one two three four", "one two three four");
    rate.add("five", "six seven");

    assertThat(rate.rate()).isEqualTo(2.0 / 5.0);
  }

  @Test
  void whiteSpaceBetweenWordsDoesNotCount() {
    assertThat(WordErrorRate.words("  one \t two ")).containsExactly("one", "two");
    assertThat(WordErrorRate.words(" ")).isEmpty();
  }

  @Test
  void characterErrorRateCountsSpacesBetweenWords() {
    CharacterErrorRate rate = new CharacterErrorRate();
    rate.add(" a b ", "ab");

    assertThat(rate.rate()).isEqualTo(1.0 / 3.0);
  }

  @Test
  void aWordForNoReferenceIsOneError() {
    WordErrorRate rate = new WordErrorRate();
    rate.add("", "");
    assertThat(rate.rate()).isZero();

    rate.add("", "noise");
    assertThat(rate.rate()).isEqualTo(1.0);
  }
}
