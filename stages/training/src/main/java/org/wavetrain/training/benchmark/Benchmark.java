package org.wavetrain.training.benchmark;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.device.Device;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.kernels.Precision;

/** Measures steps of random weights on noise, in this process. */
final class Benchmark {
  /** The masking of pre-training; dropout, which costs little, is left out. */
  private static final SpecAugment PRETRAINING_MASK = new SpecAugment(true, 0.65, 10, 2, 0, 10, 0);

  private final BenchmarkSettings settings;
  private final Optional<Path> exported;

  /**
   * @param exported the model that {@link BenchmarkSettings#onnx()} asks for
   */
  Benchmark(BenchmarkSettings settings, Optional<Path> exported) {
    this.settings = settings;
    this.exported = exported;
  }

  BenchmarkResult measure() throws IOException {
    try (Kernels kernels = Kernels.on(Device.AUTO, settings.precision())) {
      KernelProfile profile = new KernelProfile();
      Kernels used = settings.profile() ? profile.watching(kernels) : kernels;
      double best = Double.MAX_VALUE;
      double flops;
      try (Workload workload = workload(used)) {
        flops = workload.productFlops();
        for (int number = 0; number < settings.steps(); number++) {
          if (number == settings.steps() / 2) {
            profile.reset();
          }
          long start = System.nanoTime();
          workload.step(number);
          best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
      }
      long peak = PeakMemory.mebibytes();
      if (settings.profile()) {
        profile.print(System.err, settings.steps() - settings.steps() / 2);
      }
      return BenchmarkResult.of(settings, peer(), best, flops, ProductRate.best(kernels), peak);
    }
  }

  private String peer() {
    return exported.isPresent()
        ? "onnxruntime " + OrtEnvironment.getEnvironment().getVersion()
        : settings.precision() == Precision.FP32
            ? "wavetrain"
            : "wavetrain " + settings.precision().word();
  }

  private Workload workload(Kernels kernels) throws IOException {
    Wav2Vec2Configuration configuration =
        settings
            .size()
            .configuration()
            .withDropouts(Dropouts.NONE)
            .withSpecAugment(
                settings.mode() == BenchmarkMode.PRETRAIN ? PRETRAINING_MASK : SpecAugment.NONE);
    return switch (settings.mode()) {
      case TRAIN, FROZEN, PRETRAIN -> TrainingWorkload.of(settings, configuration, kernels);
      case INFER ->
          exported.isPresent()
              ? OnnxWorkload.of(settings, configuration, exported.get())
              : new InferenceWorkload(settings, configuration, kernels);
      case CTC -> new CtcWorkload(settings, configuration);
    };
  }
}
