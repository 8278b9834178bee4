package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wavetrain.training.setup.NamedRows;

class LetterCaseTest {
  private static final List<String> UPPER = List.of("<pad>", "|", "A", "B");
  private static final List<String> LOWER = List.of("<pad>", "|", "a", "b");

  @Test
  void lettersThatTheModelHasInTheOtherCaseAreToBeBroughtToIt() {
    assertThat(LetterCase.advised(new NamedRows(UPPER, LOWER))).contains(LetterCase.UPPER);
    assertThat(LetterCase.advised(new NamedRows(LOWER, UPPER))).contains(LetterCase.LOWER);
    assertThat(LetterCase.advised(new NamedRows(LOWER, List.of("|", "a", "B"))))
        .contains(LetterCase.LOWER);
    assertThat(LetterCase.UPPER.advice()).contains("set ingest.letter_case to upper");
  }

  @Test
  void lettersThatTheModelHasInNoCaseSayNothingOfIt() {
    assertThat(LetterCase.advised(new NamedRows(LOWER, List.of("|", "a", "c", "\u00df"))))
        .isEmpty();
    assertThat(LetterCase.advised(new NamedRows(LOWER, LOWER))).isEmpty();
  }
}
