package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;

/** What a file says of itself, and when there is none. */
class OnnxFileTest {
  @TempDir private Path directory;

  @Test
  void theInterfaceIsThatOfOptimumAndTransformersJs() throws Exception {
    ModelFolder model = ReferenceModel.read("ctc-group").model();
    try (ExportedModel exported = ExportedModel.transcriber(model, directory)) {
      NodeInfo input = exported.session().getInputInfo().get("input_values");
      assertThat(exported.session().getInputInfo()).hasSize(1);
      assertThat(((TensorInfo) input.getInfo()).getDimensionNames())
          .containsExactly("batch_size", "sequence_length");
      TensorInfo logits = (TensorInfo) exported.session().getOutputInfo().get("logits").getInfo();
      assertThat(logits.getShape()).containsExactly(-1, -1, 12);
      assertThat(exported.session().getMetadata().getCustomMetadata())
          .containsEntry("sampling_rate", "16000")
          .containsEntry("do_normalize", "true")
          .containsEntry("blank", "0")
          .containsEntry(
              "vocabulary",
              """
              ["<pad>","<s>","</s>","<unk>","|","A","B","C","D","E","F","G"]\
              """);
    }
  }

  @ParameterizedTest
  @EnumSource
  void equalModelsGiveEqualBytes(LinearPrecision precision) throws Exception {
    ModelFolder model = ReferenceModel.read("ctc-layer").model();
    Path first = directory.resolve("first.onnx");
    Path second = directory.resolve("second.onnx");
    OnnxExporter.writeCtc(first, model, precision);
    OnnxExporter.writeCtc(second, model, precision);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
  }

  @Test
  void aModelThatAFileCannotHoldIsRefusedBeforeItIsWritten() throws Exception {
    ModelFolder model = ReferenceModel.read("ctc-group").model();
    long width = model.tensors().get("lm_head.weight").shape()[1];
    Map<String, Tensor> tensors = new TreeMap<>(model.tensors());
    tensors.put("lm_head.weight", Tensor.live((offset, values) -> {}, (1L << 29) / width, width));
    ModelFolder huge =
        new ModelFolder(
            model.configuration(), tensors, model.featureExtractor(), model.vocabulary());
    Path file = directory.resolve("huge.onnx");
    assertThatThrownBy(() -> OnnxExporter.writeCtc(file, huge))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_TOO_LARGE_FOR_ONNX));
    assertThat(file).doesNotExist();
  }
}
