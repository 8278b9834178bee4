package org.wavetrain.training.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.kernels.Convolution;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.kernels.Precision;

class ProductCountTest {
  private double flops;

  @ParameterizedTest
  @EnumSource(value = BenchmarkMode.class, mode = Mode.EXCLUDE, names = "CTC")
  void theCountIsWhatTheKernelsAreAskedFor(BenchmarkMode mode) {
    BenchmarkSettings settings =
        new BenchmarkSettings(
            mode, BenchmarkSettings.Size.NANO, 2, 0.5, 1, 1, Precision.FP32, null, false);
    Wav2Vec2Configuration configuration =
        Wav2Vec2Configuration.nano()
            .withDropouts(Dropouts.NONE)
            .withSpecAugment(
                mode == BenchmarkMode.PRETRAIN
                    ? new SpecAugment(true, 0.65, 10, 2, 0, 10, 0)
                    : SpecAugment.NONE);
    try (Kernels kernels = Kernels.fastest();
        Workload workload = workload(settings, configuration, counting(kernels))) {
      workload.step(0);
      // Masks, sums over rows and the codebook are products too, but hardly count.
      assertThat(workload.productFlops()).isCloseTo(flops, within(0.02 * flops));
    }
  }

  private static Workload workload(
      BenchmarkSettings settings, Wav2Vec2Configuration configuration, Kernels kernels) {
    return settings.mode() == BenchmarkMode.INFER
        ? new InferenceWorkload(settings, configuration, kernels)
        : TrainingWorkload.of(settings, configuration, kernels);
  }

  private Kernels counting(Kernels kernels) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> {
              String name = method.getName();
              if (name.startsWith("convolution")) {
                Convolution shape = (Convolution) arguments[0];
                flops +=
                    2.0
                        * shape.batch()
                        * shape.outLength()
                        * shape.outChannels()
                        * shape.inChannelsPerGroup()
                        * shape.kernel();
              } else if (name.equals("affine")) {
                flops +=
                    2.0 * ((INDArray) arguments[0]).length() * ((INDArray) arguments[1]).size(0);
              } else if (name.equals("product") || name.equals("addProduct")) {
                flops +=
                    2.0 * ((INDArray) arguments[0]).length() * ((INDArray) arguments[1]).size(-1);
              }
              try {
                return method.invoke(kernels, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }
}
