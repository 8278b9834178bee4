package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;

class TextNormaliserTest {
  @Test
  void punctuationCaseAndSpacesAreBroughtIntoOneForm() throws Exception {
    assertThat(
            normaliser(Map.of()).normalise("  \u201cDon\u2019t  STOP,\u201d she said\u2014twice. "))
        .isEqualTo("don't stop she said twice");
  }

  @Test
  void lettersOfOtherLanguagesAreKeptInComposedForm() throws Exception {
    assertThat(normaliser(Map.of()).normalise("Cafe\u0301 Gr\u00fc\u00dfe"))
        .isEqualTo("caf\u00e9 gr\u00fc\u00dfe");
  }

  @Test
  void whatAnotherCaseTakesApartIsComposedAgain() throws Exception {
    // Java raises \u0390 to three characters, two of which have a composed form.
    assertThat(normaliser(Map.of(IngestStage.LETTER_CASE, "upper")).normalise("\u0390"))
        .isEqualTo("\u03aa\u0301");
  }

  @Test
  void theCaseCanBeKeptOrRaised() throws Exception {
    assertThat(normaliser(Map.of(IngestStage.LETTER_CASE, "keep")).normalise("Ab")).isEqualTo("Ab");
    assertThat(normaliser(Map.of(IngestStage.LETTER_CASE, "upper")).normalise("Ab"))
        .isEqualTo("AB");
  }

  @Test
  void whatIsNotAllowedIsNamed() {
    assertThatExceptionOfType(UtteranceRejected.class)
        .isThrownBy(() -> normaliser(Map.of()).normalise("room 7"))
        .withMessageContaining("\"7\"");
    assertThatExceptionOfType(UtteranceRejected.class)
        .isThrownBy(() -> normaliser(Map.of()).normalise("..."))
        .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.TEXT_EMPTY));
  }

  @Test
  void spacesAreAllowedWhateverTheCharacterClass() throws Exception {
    for (String letters : new String[] {"a-z", "\\p{L}&&[a-z]", "^a-z"}) {
      assertThat(normaliser(Map.of(IngestStage.ALLOWED_CHARACTERS, letters)).normalise("Stop now"))
          .isEqualTo("stop now");
    }
  }

  @Test
  void aBrokenCharacterClassIsTheUsersToMend() {
    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> normaliser(Map.of(IngestStage.ALLOWED_CHARACTERS, "\\p{Nope}")))
        .withMessageContaining("\\p{Nope}");
  }

  private static TextNormaliser normaliser(Map<String, Object> given) {
    Map<String, Object> values = new HashMap<>();
    new IngestStage()
        .descriptor()
        .parameters()
        .forEach(parameter -> values.put(parameter.name(), parameter.fallback().orElseThrow()));
    values.putAll(given);
    return new TextNormaliser(new Parameters(values));
  }
}
