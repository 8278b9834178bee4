package org.wavetrain.training.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.training.loop.TrainedRanges;
import org.wavetrain.training.optimizer.Adam;
import org.wavetrain.training.optimizer.AdamSettings;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.kernels.KernelError;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.kernels.Precision;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;
import org.wavetrain.wav2vec2.random.StepRandom;

class Bfloat16Test {
  private static final int STEPS = 30;

  @Test
  void trainingInBfloat16FollowsTheLossCurveOfSinglePrecision() {
    assumeThat(Precision.BF16.supported()).as("the processor multiplies bfloat16").isTrue();

    double[] single = losses(Precision.FP32);
    double[] rounded = losses(Precision.BF16);

    assertThat(single[STEPS - 1]).isLessThan(0.8 * single[0]);
    assertThat(rounded).as("it is another arithmetic").isNotEqualTo(single);
    for (int step = 0; step < STEPS; step++) {
      assertThat(rounded[step])
          .as("step " + step)
          .isCloseTo(single[step], within(0.03 * single[step]));
    }
  }

  @Test
  void aPrecisionThatTheMachineDoesNotHaveIsRefused() {
    assertThatThrownBy(() -> Kernels.on(Device.AUTO, Precision.TF32))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(KernelError.PRECISION_UNSUPPORTED))
        .hasMessageContaining("tf32");
  }

  private static double[] losses(Precision precision) {
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.nano().withDropouts(Dropouts.NONE).withSpecAugment(SpecAugment.NONE);
    BenchmarkInput input =
        new BenchmarkInput(
            new BenchmarkSettings(
                BenchmarkMode.TRAIN,
                BenchmarkSettings.Size.NANO,
                2,
                1,
                STEPS,
                1,
                precision,
                null,
                false));
    WaveformBatch batch = input.waveforms();
    int[][] labels = input.labels(configuration.ctcHead().vocabularySize());
    double[] losses = new double[STEPS];
    try (Kernels kernels = Kernels.on(Device.AUTO, precision);
        CtcNetwork network =
            CtcNetwork.create(
                configuration,
                CtcOptions.lastLayer(configuration),
                NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      AdamSettings adamw = new AdamSettings(0.9, 0.98, 1e-6, 0.01, true);
      try (Adam optimizer =
          new Adam(adamw, network.parameters(), TrainedRanges.of(network.layout(), 1, 0))) {
        for (int step = 0; step < STEPS; step++) {
          losses[step] = network.computeGradient(batch, labels, new StepRandom(1, step)).total();
          optimizer.update(network.gradient(), 1, 3e-4, step);
        }
      }
    }
    return losses;
  }
}
