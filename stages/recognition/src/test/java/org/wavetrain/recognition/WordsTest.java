package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static final List<String> SYMBOLS = List.of("", "", " ", "a", "b");

  @Test
  void wordsHaveTheTimesOfTheirCharacters() {
    // Frames of 20 ms: a word "ab" in frames 1 to 4, "bb" in 7 to 9.
    int[] tokens = {0, 3, 3, 0, 4, 2, 2, 4, 0, 4, 0};
    List<Word> words = Words.of(new FramePath(tokens, new float[tokens.length]), SYMBOLS, 320);

    assertThat(words).extracting(Word::text).containsExactly("ab", "bb");
    assertThat(words)
        .extracting(Word::start)
        .containsExactly(Duration.ofMillis(20), Duration.ofMillis(140));
    assertThat(words)
        .extracting(Word::end)
        .containsExactly(Duration.ofMillis(100), Duration.ofMillis(200));
  }

  @Test
  void aWordIsAsSureAsTheFramesOfItsCharacters() {
    int[] tokens = {3, 3, 0, 4};
    Word word =
        Words.of(new FramePath(tokens, new float[] {0.5f, 0.75f, 0.1f, 1f}), SYMBOLS, 320).get(0);
    assertThat(word.confidence()).isCloseTo(0.75, within(1e-6));
    assertThat(word.frames()).isEqualTo(3);
  }

  @Test
  void aPauseOfHalfASecondDividesSegments() {
    int[] tokens = new int[40];
    tokens[0] = 3;
    tokens[5] = 2;
    tokens[27] = 4;
    tokens[29] = 2;
    tokens[39] = 3;
    List<Segment> segments =
        Words.segments(Words.of(new FramePath(tokens, new float[40]), SYMBOLS, 320));
    assertThat(segments).extracting(Segment::text).containsExactly("a", "b a");
  }

  @Test
  void ofSilenceThereIsNoWord() {
    Transcript transcript =
        new Transcript(
            Words.segments(Words.of(new FramePath(new int[9], new float[9]), SYMBOLS, 320)),
            Duration.ofSeconds(1),
            2);
    assertThat(transcript.text()).isEmpty();
    assertThat(transcript.confidence()).isEmpty();
  }

  @Test
  void probabilitiesAreThoseOfTheSoftmax() {
    float[] values = {0, (float) Math.log(3), 0};
    FramePath path = FramePath.best(new FrameScores(values, 3, 1, 320, Duration.ofMillis(20)));
    assertThat(path.tokens()).containsExactly(1);
    assertThat(path.probabilities()[0]).isCloseTo(0.6f, within(1e-6f));
  }
}
