package org.wavetrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.OnnxTranscriber;
import org.wavetrain.recognition.RecognitionError;
import org.wavetrain.testing.InMemoryStageContext;
import org.wavetrain.wav2vec2.model.ExitRule.AtLayer;
import org.wavetrain.wav2vec2.model.ExitRule.BelowEntropy;

class SeparateExitsTest {
  @TempDir Path directory;
  private SmallExport export;

  @BeforeEach
  void makeInputs() throws IOException {
    export = new SmallExport(directory);
  }

  @Test
  void eachExitMayHaveAFileOfItsOwn() throws Exception {
    InMemoryStageContext run = export.run(Map.of("parity_utterances", 2L, "exits", "separate"));
    assertThat(run.output().files().keySet())
        .contains("onnx/model_layer_1.onnx", "onnx/model_layer_1_quantized.onnx");
    assertThat(run.lastMetric("parity_transcriber_maximum_difference"))
        .isPositive()
        .isLessThanOrEqualTo(1e-4);
    assertThat(run.output().text("README.md"))
        .contains("`onnx/model_layer_1.onnx` end with the early exits");
    Path folder = export.folder(run);
    float[] samples = Noise.waveform(7000, 5);
    try (OnnxTranscriber whole = OnnxTranscriber.open(export.exported());
        OnnxTranscriber part = OnnxTranscriber.open(folder, "onnx/model_layer_1.onnx");
        OnnxTranscriber rounded =
            OnnxTranscriber.open(folder, "onnx/model_layer_1_quantized.onnx")) {
      assertThat(part.logits(samples, "logits")).isEqualTo(whole.logits(samples, "logits_1"));
      assertThat(rounded.logits(samples, "logits"))
          .hasSameSizeAs(part.logits(samples, "logits"))
          .isNotEqualTo(part.logits(samples, "logits"));
      try (OnnxTranscriber early = OnnxTranscriber.open(folder, new AtLayer(1));
          OnnxTranscriber late = OnnxTranscriber.open(folder, new BelowEntropy(1))) {
        assertThat(early.transcribe(samples, new AtLayer(1)))
            .isEqualTo(whole.transcribe(samples, new AtLayer(1)));
        assertThatThrownBy(() -> late.transcribe(samples, new BelowEntropy(1)))
            .isInstanceOfSatisfying(
                UserFailure.class,
                failure ->
                    assertThat(failure.code()).isEqualTo(RecognitionError.EXPORT_EXIT_UNKNOWN))
            .hasMessageContaining("no scores after the layers [1]");
      }
    }
  }
}
