package org.wavetrain.training.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.kernels.Precision;

class BenchmarkProcessTest {
  @Test
  void aStepIsMeasuredInAProcessOfItsOwn() throws IOException, InterruptedException {
    BenchmarkResult result = measure(BenchmarkMode.FROZEN, false);

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

  @Test
  void theExportedModelIsMeasuredInOnnxRuntime() throws IOException, InterruptedException {
    assertThat(measure(BenchmarkMode.INFER, true).peer()).startsWith("onnxruntime ");
  }

  private static BenchmarkResult measure(BenchmarkMode mode, boolean onnx)
      throws IOException, InterruptedException {
    return BenchmarkProcess.measure(
        new BenchmarkSettings(
            mode, BenchmarkSettings.Size.NANO, 1, 0.5, 2, 1, Precision.FP32, onnx, false));
  }
}
