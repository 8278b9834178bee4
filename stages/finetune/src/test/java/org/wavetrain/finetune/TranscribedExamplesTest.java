package org.wavetrain.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.TranscriptLength;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.text.Vocabulary;

class TranscribedExamplesTest {
  private static final int MAXIMUM_SAMPLES = 8000;

  private final Wav2Vec2Configuration nano = Wav2Vec2Configuration.nano();
  private final TranscribedExamples examples =
      new TranscribedExamples(nano, Vocabulary.ofAlphabet(List.of("a", "b")), MAXIMUM_SAMPLES);

  @ParameterizedTest
  @CsvSource({
    "399, ab, too_short",
    "8001, ab, too_long",
    "8000, ' ', empty_text",
    "8000, aB, characters_outside_vocabulary",
    "720, ab, ''",
    // Two frames: a blank would have to come between the two.
    "720, aa, text_longer_than_audio",
    "1040, aa, ''"
  })
  @Fault(
      area = FaultArea.NUMBERS,
      injected =
          "a recording under 400 samples or over the limit, an empty text, other characters, fewer frames than the text needs",
      outcome = "set aside with the reason")
  void whatCannotBeTrainedOnHasAReason(int samples, String text, String reason) {
    assertThat(examples.unfit(utterance(samples, Optional.of(text)))).isEqualTo(reason);
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "an utterance without a text",
      outcome = "passed over")
  void anUtteranceWithoutTextIsPassedOver() {
    assertThat(examples.wants(utterance(800, Optional.empty()))).isFalse();
  }

  /** The corpus has the encoder's shape a second time, so that it needs no engine. */
  @ParameterizedTest
  @ValueSource(ints = {1, 399, 400, 719, 720, 16_000, 123_457})
  void theCorpusCountsFramesAsTheModelDoes(int samples) {
    assertThat(TranscriptLength.framesOf(samples)).isEqualTo(nano.frames(samples));
  }

  private static Utterance utterance(int samples, Optional<String> text) {
    return new Utterance(
        "u", "here", "ann", Split.TRAIN, text, Optional.empty(), samples, Optional.empty());
  }
}
