package org.wavetrain.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ForcedAlignmentTest {
  private static final int BLANK = 0;
  private static final int DELIMITER = 1;
  private static final int TOKENS = 4;

  @Test
  void theLikeliestOfAllAlignmentsIsFound() {
    Random random = new Random(5);
    int frames = 6;
    for (int[] labels : new int[][] {{2}, {2, 2}, {2, 3}, {3, 1, 2}, {2, 1, 2}, {}}) {
      float[] scores = new float[frames * TOKENS];
      for (int index = 0; index < scores.length; index++) {
        scores[index] = 3 * random.nextFloat();
      }
      int[] tokens = new ForcedAlignment(labels, BLANK, -1).tokens(scores, 0, frames, TOKENS);

      assertThat(collapsed(tokens)).containsExactly(labels);
      assertThat(score(tokens, scores)).isEqualTo(bestOfAll(labels, frames, scores));
    }
  }

  @Test
  void delimitersAroundWordsAreAsGoodAsBlanks() {
    int[] heard = {1, 1, 2, 0, 1, 1, 0, 1, 3, 1};
    float[] scores = new float[heard.length * TOKENS];
    for (int frame = 0; frame < heard.length; frame++) {
      scores[frame * TOKENS + heard[frame]] = 5;
    }
    assertThat(
            new ForcedAlignment(new int[] {2, 1, 3}, BLANK, DELIMITER)
                .tokens(scores, 0, heard.length, TOKENS))
        .containsExactly(heard);
  }

  @Test
  void aTextThatIsLongerThanItsFramesIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ForcedAlignment(new int[] {2, 2, 2}, BLANK, DELIMITER)
                    .tokens(new float[4 * TOKENS], 0, 4, TOKENS));
  }

  /** Tries every sequence of tokens. */
  private static double bestOfAll(int[] labels, int frames, float[] scores) {
    double best = Double.NEGATIVE_INFINITY;
    int[] tokens = new int[frames];
    for (int code = 0; code < Math.pow(TOKENS, frames); code++) {
      int rest = code;
      for (int frame = 0; frame < frames; frame++) {
        tokens[frame] = rest % TOKENS;
        rest /= TOKENS;
      }
      if (Arrays.equals(collapsed(tokens), labels)) {
        best = Math.max(best, score(tokens, scores));
      }
    }
    return best;
  }

  private static double score(int[] tokens, float[] scores) {
    double sum = 0;
    for (int frame = 0; frame < tokens.length; frame++) {
      sum += scores[frame * TOKENS + tokens[frame]];
    }
    return sum;
  }

  private static int[] collapsed(int[] tokens) {
    int[] labels = new int[tokens.length];
    int count = 0;
    int previous = BLANK;
    for (int token : tokens) {
      if (token != previous && token != BLANK) {
        labels[count++] = token;
      }
      previous = token;
    }
    return Arrays.copyOf(labels, count);
  }
}
