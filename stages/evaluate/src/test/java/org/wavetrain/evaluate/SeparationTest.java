package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.evaluate.Utterances.said;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;

class SeparationTest {
  private final Separation separation = new Separation();

  @Test
  void whatIsInTrainingAndInTheTestIsCountedOnce() {
    separation.add(said("a", "ann", Split.TRAIN, "go home"));
    separation.add(said("b", "bob", Split.TRAIN, "stay here"));
    separation.add(said("c", "ann", Split.TEST, "go home"));
    separation.add(said("d", "ann", Split.TEST, "go away"));
    assertThat(separation.trainingSpeakers()).isEqualTo(2);
    assertThat(separation.testSpeakers()).isEqualTo(1);
    assertThat(separation.sharedSpeakers()).isEqualTo(1);
    assertThat(separation.trainingSentences()).isEqualTo(2);
    assertThat(separation.testSentences()).isEqualTo(2);
    assertThat(separation.sharedSentences()).isEqualTo(1);
  }

  @Test
  void sentencesWithoutATextCountToo() {
    separation.add(felt("a", Split.TRAIN, "statement 01"));
    separation.add(felt("b", Split.TEST, "statement 01"));
    separation.add(felt("c", Split.TEST, "statement 02"));
    assertThat(separation.testSentences()).isEqualTo(2);
    assertThat(separation.sharedSentences()).isEqualTo(1);
  }

  private static Utterance felt(String id, Split split, String sentence) {
    return new Utterance(
        id,
        "here",
        split.label(),
        split,
        Optional.empty(),
        Optional.of(sentence),
        Optional.of("angry"),
        Map.of(),
        800,
        Optional.empty());
  }

  @Test
  void theValidationSplitMayShareBoth() {
    separation.add(said("a", "ann", Split.TRAIN, "go home"));
    separation.add(said("b", "ann", Split.VALIDATION, "go home"));
    assertThat(separation.sharedSpeakers()).isZero();
    assertThat(separation.sharedSentences()).isZero();
  }
}
