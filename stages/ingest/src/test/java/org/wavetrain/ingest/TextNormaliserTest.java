package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.definition.Parameters;
import org.wavetrain.failure.UserFailure;

class TextNormaliserTest {
  private final OtherCharacters counted = new OtherCharacters(0.25);
  private final OtherCharacters.OfSource others = counted.of("here");

  @Test
  void punctuationCaseAndSpacesAreBroughtIntoOneForm() throws Exception {
    assertThat(
            normaliser(Map.of())
                .normalise("  \u201cDon\u2019t  STOP,\u201d she said\u2014twice. ", others))
        .isEqualTo("don't stop she said twice");
  }

  @Test
  void lettersOfOtherLanguagesAreKeptInComposedForm() throws Exception {
    assertThat(normaliser(Map.of()).normalise("Cafe\u0301 Gr\u00fc\u00dfe", others))
        .isEqualTo("caf\u00e9 gr\u00fc\u00dfe");
  }

  @Test
  void whatAnotherCaseTakesApartIsComposedAgain() throws Exception {
    // Java raises \u0390 to three characters, two of which have a composed form.
    assertThat(normaliser(Map.of(IngestStage.LETTER_CASE, "upper")).normalise("\u0390", others))
        .isEqualTo("\u03aa\u0301");
  }

  @Test
  void theCaseCanBeKeptOrRaised() throws Exception {
    assertThat(normaliser(Map.of(IngestStage.LETTER_CASE, "keep")).normalise("Ab", others))
        .isEqualTo("Ab");
    assertThat(normaliser(Map.of(IngestStage.LETTER_CASE, "upper")).normalise("Ab", others))
        .isEqualTo("AB");
  }

  @Test
  void whatIsNotAllowedIsNamed() {
    assertThatExceptionOfType(UtteranceRejected.class)
        .isThrownBy(() -> normaliser(Map.of()).normalise("room 7", others))
        .withMessageContaining("\"7\"");
    assertThatExceptionOfType(UtteranceRejected.class)
        .isThrownBy(() -> normaliser(Map.of()).normalise("...", others))
        .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.TEXT_EMPTY));
  }

  @Test
  void spacesAreAllowedWhateverTheCharacterClass() throws Exception {
    for (String letters : new String[] {"a-z", "\\p{L}&&[a-z]", "^a-z"}) {
      assertThat(
              normaliser(Map.of(IngestStage.ALLOWED_CHARACTERS, letters))
                  .normalise("Stop now", others))
          .isEqualTo("stop now");
    }
  }

  @Test
  void aBrokenCharacterClassIsTheUsersToMend() {
    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> normaliser(Map.of(IngestStage.ALLOWED_CHARACTERS, "\\p{Nope}")))
        .withMessageContaining("\\p{Nope}");
  }

  @Test
  void charactersThatAreNotAllowedCanBeRemoved() throws Exception {
    TextNormaliser removing = normaliser(Map.of(IngestStage.OTHER_CHARACTERS, "remove"));

    assertThat(removing.normalise("room 7 b\u00b2", others)).isEqualTo("room b");
    assertThatExceptionOfType(UtteranceRejected.class)
        .isThrownBy(() -> removing.normalise("42", others))
        .satisfies(rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.TEXT_EMPTY));
  }

  @Test
  void capitalsByMistakeFailWithTheCharactersAndTheirCounts() throws Exception {
    TextNormaliser keeping =
        normaliser(
            Map.of(
                IngestStage.LETTER_CASE, "keep",
                IngestStage.ALLOWED_CHARACTERS, "a-z'",
                IngestStage.OTHER_CHARACTERS, "remove"));
    for (String text : List.of("stop", "go on", "wait")) {
      keeping.normalise(text, others);
    }
    keeping.normalise("Go There There", others);
    counted.check();
    keeping.normalise("There", others);

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(counted::check)
        .withMessageContaining("2 of 5 texts of here")
        .withMessageContaining("T 2, G 1")
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(IngestError.INGEST_CHARACTERS_OUTSIDE));
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
