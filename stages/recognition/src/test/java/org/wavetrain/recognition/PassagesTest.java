package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.decoding.BeamSettings;
import org.wavetrain.wav2vec2.text.Vocabulary;

class PassagesTest {
  private static final Vocabulary VOCABULARY = Vocabulary.ofAlphabet(List.of("a", "b", " "));
  private static final List<String> SYMBOLS = VOCABULARY.symbols(VOCABULARY.size());
  private static final int DELIMITER = SYMBOLS.indexOf(" ");
  private static final int A = SYMBOLS.indexOf("a");

  @Test
  void aMinuteIsOnePassage() {
    assertThat(Passages.of(new int[Passages.LONGEST], SYMBOLS))
        .containsExactly(new Passage(0, Passages.LONGEST));
  }

  @Test
  void aCutIsInTheLongestPauseBetweenTwoWords() {
    int[] tokens = talk(5000);
    Arrays.fill(tokens, 2000, 2040, VOCABULARY.blank());
    tokens[2020] = DELIMITER;
    // A longer pause, but within a word.
    Arrays.fill(tokens, 2500, 2600, VOCABULARY.blank());
    assertThat(Passages.of(tokens, SYMBOLS))
        .containsExactly(new Passage(0, 2017), new Passage(2017, 2983));
  }

  @Test
  void whereNothingPausesACutIsAfterAMinute() {
    int[] tokens = new int[7000];
    Arrays.fill(tokens, A);
    assertThat(Passages.of(tokens, SYMBOLS))
        .containsExactly(new Passage(0, 3000), new Passage(3000, 3000), new Passage(6000, 1000));
  }

  @Test
  void aBeamSearchHearsAllPassagesAsTheBestPathDoes() {
    int[] tokens = talk(7000);
    int rows = VOCABULARY.size();
    float[] values = new float[tokens.length * rows];
    for (int frame = 0; frame < tokens.length; frame++) {
      values[frame * rows + tokens[frame]] = 12;
    }
    FrameScores scores = new FrameScores(values, rows, 1, 320, Duration.ofSeconds(140));
    Transcript greedy = new Transcriptions(VOCABULARY, new TextDecoder.Greedy()).of(scores);
    Transcript beam =
        new Transcriptions(VOCABULARY, new TextDecoder.Beam(BeamSettings.DEFAULT, Optional.empty()))
            .of(scores);
    assertThat(beam.text()).isEqualTo(greedy.text());
    assertThat(beam.words()).isEqualTo(greedy.words());
  }

  /** Words of one letter every quarter of a second. */
  private static int[] talk(int frames) {
    int[] tokens = new int[frames];
    for (int frame = 0; frame < frames; frame++) {
      tokens[frame] = frame % 12 < 2 ? A + frame / 12 % 2 : frame % 12 == 6 ? DELIMITER : 0;
    }
    return tokens;
  }
}
