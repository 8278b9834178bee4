package org.wavetrain.wav2vec2.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.random.StepRandom;

class DistillationLossTest {
  private static final int FRAMES = 3;
  private static final int VOCABULARY = 4;
  private static final int TEACHER = FRAMES * VOCABULARY;
  private static final double STEP = 1e-6;

  private final DistillationLoss loss = new DistillationLoss(1.7);

  @Test
  void theGradientIsThatOfTheLossForAStudentAndNothingForItsTeacher() {
    double[] scores = scores();
    double[] gradient = new double[scores.length];
    add(scores, gradient);
    for (int index = 0; index < TEACHER; index++) {
      double[] up = scores.clone();
      up[index] += STEP;
      double[] down = scores.clone();
      down[index] -= STEP;
      double[] ignored = new double[scores.length];
      double slope = (add(up, ignored) - add(down, ignored)) / (2 * STEP);
      assertThat(gradient[index]).isCloseTo(0.5 * slope, within(1e-7));
    }
    for (int index = TEACHER; index < scores.length; index++) {
      assertThat(gradient[index]).isZero();
    }
  }

  @Test
  void aStudentThatAgreesWithItsTeacherHasNothingToLearn() {
    double[] scores = scores();
    for (int index = 0; index < TEACHER; index++) {
      // The softmax does not see a constant.
      scores[index] = scores[TEACHER + index] + 3;
    }
    double[] gradient = new double[scores.length];
    assertThat(add(scores, gradient)).isCloseTo(0, within(1e-12));
    assertThat(gradient[5]).isCloseTo(0, within(1e-12));
  }

  @Test
  void impossibleSettingsAreRefused() {
    assertThatThrownBy(() -> new Distillation(1.1, 1)).hasMessageContaining("1.1");
    assertThatThrownBy(() -> new Distillation(0.5, 0)).hasMessageContaining("0.0");
  }

  private double add(double[] scores, double[] gradient) {
    return loss.add(scores, 0, TEACHER, FRAMES, VOCABULARY, 0.5, gradient);
  }

  private static double[] scores() {
    float[] drawn = new float[2 * TEACHER];
    new StepRandom(1, 1).stream("test", "scores").fillGaussian(drawn, 2);
    double[] scores = new double[drawn.length];
    for (int index = 0; index < scores.length; index++) {
      scores[index] = drawn[index];
    }
    return scores;
  }
}
