package org.wavetrain.training.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class AdamTest {
  private static final AdamSettings ADAM_W = new AdamSettings(0.9, 0.98, 1e-6, 0.01, true);

  /** Expected values are written out from the update rule in torch.optim.AdamW's documentation. */
  @Test
  void updatesAsTorchDoes() {
    INDArray parameters = Nd4j.createFromArray(1f, -2f);
    double[] weight = {1, -2};
    double[] mean = new double[2];
    double[] square = new double[2];
    try (Adam adam = new Adam(ADAM_W, parameters, List.of(all(2)))) {
      for (int step = 0; step < 5; step++) {
        double[] gradient = {0.5 - 0.2 * step, -0.01 * (step + 1)};
        adam.update(Nd4j.createFromArray((float) gradient[0], (float) gradient[1]), 1, 1e-2, step);
        for (int i = 0; i < 2; i++) {
          weight[i] -= 1e-2 * 0.01 * weight[i];
          mean[i] = 0.9 * mean[i] + 0.1 * gradient[i];
          square[i] = 0.98 * square[i] + 0.02 * gradient[i] * gradient[i];
          double meanHat = mean[i] / (1 - Math.pow(0.9, step + 1));
          double squareHat = square[i] / (1 - Math.pow(0.98, step + 1));
          weight[i] -= 1e-2 * meanHat / (Math.sqrt(squareHat) + 1e-6);
          assertThat(parameters.getDouble(i)).isCloseTo(weight[i], within(1e-6));
        }
      }
    }
  }

  @Test
  void coupledDecayGoesThroughTheMoments() {
    INDArray parameters = Nd4j.createFromArray(1f);
    AdamSettings settings = new AdamSettings(0.9, 0.999, 1e-8, 0.1, false);
    try (Adam adam = new Adam(settings, parameters, List.of(all(1)))) {
      adam.update(Nd4j.createFromArray(0f), 1, 0.01, 0);
    }

    assertThat(parameters.getDouble(0)).isCloseTo(1 - 0.01, within(1e-6));
  }

  @Test
  void whatNoRangeCoversStaysAsItIs() {
    INDArray parameters = Nd4j.ones(100_000);
    try (Adam adam = new Adam(ADAM_W, parameters, List.of(new ParameterRange(10, 50_000, 1, 0)))) {
      adam.update(Nd4j.ones(100_000), 1, 0.1, 0);
    }

    assertThat(parameters.getFloat(9)).isEqualTo(1f);
    assertThat(parameters.getFloat(10)).isLessThan(0.95f);
    assertThat(parameters.getFloat(50_009)).isEqualTo(parameters.getFloat(10));
    assertThat(parameters.getFloat(50_010)).isEqualTo(1f);
  }

  @Test
  void aRangeThatStartsLaterBeginsItsOwnBiasCorrection() {
    INDArray parameters = Nd4j.createFromArray(0f, 0f);
    List<ParameterRange> ranges =
        List.of(new ParameterRange(0, 1, 1, 0), new ParameterRange(1, 1, 1, 3));
    try (Adam adam = new Adam(ADAM_W, parameters, ranges)) {
      for (int step = 0; step < 3; step++) {
        adam.update(Nd4j.createFromArray(1f, 1f), 1, 0.1, step);
      }
      assertThat(parameters.getFloat(1)).isZero();
      assertThat(adam.gradientNorm(Nd4j.createFromArray(3f, 4f), 2)).isEqualTo(3);

      adam.update(Nd4j.createFromArray(1f, 1f), 1, 0.1, 3);
      assertThat(parameters.getDouble(1)).isCloseTo(-0.1, within(1e-5));
      assertThat(adam.updates()).containsExactly(4L, 1L);
    }
  }

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a gradient with one NaN among millions",
      outcome = "its norm is not finite, so that the update is skipped")
  void theGradientNormScalesAndSeesWhatIsNotFinite() {
    INDArray parameters = Nd4j.createFromArray(0f, 0f, 0f);
    List<ParameterRange> ranges =
        List.of(new ParameterRange(0, 1, 1, 0), new ParameterRange(1, 1, 0.5, 0));
    try (Adam adam = new Adam(ADAM_W, parameters, ranges)) {
      assertThat(adam.gradientNorm(Nd4j.createFromArray(3f, 8f, 99f), 0)).isEqualTo(5);
      assertThat(adam.gradientNorm(Nd4j.createFromArray(Float.NaN, 8f, 1f), 0)).isNaN();
      assertThat(adam.gradientNorm(Nd4j.createFromArray(1f, 8f, Float.NaN), 0)).isFinite();
    }
  }

  @Test
  void worksOnAViewOfALargerArray() {
    INDArray whole = Nd4j.createFromArray(7f, 1f, 1f, 7f);
    INDArray view = whole.get(NDArrayIndex.interval(1, 3));
    try (Adam adam = new Adam(ADAM_W, view, List.of(all(2)))) {
      adam.update(Nd4j.createFromArray(1f, 1f), 1, 0.1, 0);
    }

    assertThat(whole.getFloat(0)).isEqualTo(7f);
    assertThat(whole.getFloat(1)).isLessThan(1f);
    assertThat(whole.getFloat(2)).isLessThan(1f);
    assertThat(whole.getFloat(3)).isEqualTo(7f);
  }

  @Test
  void continuesFromASavedStateAsIfNeverInterrupted() {
    int length = 40_000;
    INDArray unbroken = noise(1, length);
    INDArray resumed = unbroken.dup();
    try (Adam first = new Adam(ADAM_W, unbroken, List.of(all(length)));
        Adam second = new Adam(ADAM_W, resumed, List.of(all(length)));
        Adam third = new Adam(ADAM_W, resumed, List.of(all(length)))) {
      for (int step = 0; step < 4; step++) {
        first.update(noise(10 + step, length), 0.5, 0.01, step);
      }
      for (int step = 0; step < 2; step++) {
        second.update(noise(10 + step, length), 0.5, 0.01, step);
      }
      third.means().assign(second.means());
      third.squares().assign(second.squares());
      third.restoreUpdates(second.updates());
      for (int step = 2; step < 4; step++) {
        third.update(noise(10 + step, length), 0.5, 0.01, step);
      }
    }

    assertThat(resumed.toFloatVector()).isEqualTo(unbroken.toFloatVector());
  }

  private static ParameterRange all(int length) {
    return new ParameterRange(0, length, 1, 0);
  }

  private static INDArray noise(long seed, int length) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return Nd4j.createFromArray(values);
  }
}
