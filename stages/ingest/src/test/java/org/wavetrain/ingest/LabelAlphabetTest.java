package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;

class LabelAlphabetTest {
  private final LabelAlphabet alphabet = new LabelAlphabet();

  @Test
  void charactersAreToldTheCommonestFirst() {
    alphabet.add(Split.TRAIN, "ab a");
    alphabet.add(Split.TEST, "a");

    assertThat(alphabet.messages())
        .containsExactly("The texts have 3 characters: a 3, space 1, b 1.");
  }

  @Test
  void bothCasesAndCharactersThatTrainingLacksAreToldOf() {
    alphabet.add(Split.TRAIN, "Ab");
    alphabet.add(Split.VALIDATION, "bc");

    assertThat(alphabet.messages().toString())
        .contains("capital and small letters", "No training text has c");
  }

  @Test
  void withoutTextsThereIsNothingToTell() {
    assertThat(alphabet.messages()).isEmpty();
  }
}
