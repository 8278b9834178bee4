package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final double EXACT = 1e-12;

  @Test
  void figuresAreThoseOfScikitLearn() {
    // accuracy_score and f1_score(average="macro") of y_true [0,0,0,1,1,2], y_pred [0,0,1,1,2,2]
    ConfusionMatrix confusion = new ConfusionMatrix(3);
    int[][] pairs = {{0, 0}, {0, 0}, {0, 1}, {1, 1}, {1, 2}, {2, 2}};
    for (int[] pair : pairs) {
      confusion.add(pair[0], pair[1]);
    }
    assertThat(confusion.accuracy()).isCloseTo(4.0 / 6, within(EXACT));
    assertThat(confusion.macroF1()).isCloseTo((0.8 + 0.5 + 2.0 / 3) / 3, within(EXACT));
    assertThat(confusion.majorityAccuracy()).isCloseTo(0.5, within(EXACT));
    assertThat(confusion.rows())
        .containsExactly(List.of(2L, 1L, 0L), List.of(0L, 1L, 1L), List.of(0L, 0L, 1L));
  }

  @Test
  void aClassThatNeverOccursDoesNotLowerTheMacroF1() {
    ConfusionMatrix confusion = new ConfusionMatrix(3);
    confusion.add(0, 0);
    confusion.add(1, 1);
    assertThat(confusion.macroF1()).isEqualTo(1);
  }

  @Test
  void nothingIsZero() {
    ConfusionMatrix confusion = new ConfusionMatrix(2);
    assertThat(confusion.accuracy()).isZero();
    assertThat(confusion.macroF1()).isZero();
  }
}
