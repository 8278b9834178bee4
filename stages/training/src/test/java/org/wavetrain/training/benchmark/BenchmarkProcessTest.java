package org.wavetrain.training.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.kernels.Precision;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;

class BenchmarkProcessTest {
  @Test
  void aStepIsMeasuredInAProcessOfItsOwn() throws IOException, InterruptedException {
    BenchmarkResult result = measure(BenchmarkMode.FROZEN, null);

    assertThat(result.peer()).isEqualTo("wavetrain");
    assertThat(result.mode()).isEqualTo("frozen");
    assertThat(result.size()).isEqualTo("nano");
    assertThat(result.stepSeconds()).isPositive();
    assertThat(result.audioSecondsPerSecond()).isPositive();
    assertThat(result.peakResidentMebibytes()).isBetween(50L, 2000L);
    assertThat(result.productGflops()).isPositive();
    assertThat(result.bestProductGflops()).isPositive();
    assertThat(result.line()).startsWith("frozen nano 1 x 0.5 s on wavetrain: ");
  }

  @ParameterizedTest
  @EnumSource(LinearPrecision.class)
  void theExportedModelIsMeasuredInOnnxRuntime(LinearPrecision linear)
      throws IOException, InterruptedException {
    BenchmarkResult result = measure(BenchmarkMode.INFER, linear);

    assertThat(result.peer()).startsWith("onnxruntime ");
    assertThat(result.stepSeconds()).isPositive();
  }

  @Test
  void whatDoesNotFitIntoTheMemoryIsNamed() {
    BenchmarkSettings tooLarge =
        new BenchmarkSettings(
            BenchmarkMode.INFER,
            BenchmarkSettings.Size.NANO,
            1024,
            600,
            1,
            1,
            Precision.FP32,
            null,
            false);

    assertThatThrownBy(() -> BenchmarkProcess.measure(tooLarge))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(BenchmarkError.BENCHMARK_OUT_OF_MEMORY))
        .hasMessageContaining("1024 utterances of 600.0 s");
  }

  private static BenchmarkResult measure(BenchmarkMode mode, LinearPrecision onnx)
      throws IOException, InterruptedException {
    return BenchmarkProcess.measure(
        new BenchmarkSettings(
            mode, BenchmarkSettings.Size.NANO, 1, 0.5, 2, 1, Precision.FP32, onnx, false));
  }
}
