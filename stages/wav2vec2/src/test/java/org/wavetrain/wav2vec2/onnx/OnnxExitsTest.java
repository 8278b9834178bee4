package org.wavetrain.wav2vec2.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;

/** Early exits as outputs of a file and as its end. */
class OnnxExitsTest {
  @TempDir private Path directory;

  @Test
  void anEarlyExitHasAnOutputOfItsOwn() throws Exception {
    ReferenceModel reference = ReferenceModel.read("early-exit");
    ModelFolder withExits =
        withExits(
            reference.model(), new EarlyExits(List.of(2, 4), true), reference.model().tensors());
    try (ExportedModel exported = ExportedModel.transcriber(withExits, directory)) {
      float[] input = reference.row("input_values", 0);
      assertThat(exported.run("logits_2", input))
          .containsExactly(reference.row("exit_logits.2", 0), ReferenceModel.ROUNDING);
      assertThat(exported.run("logits", input))
          .containsExactly(reference.row("exit_logits.4", 0), ReferenceModel.ROUNDING);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ctc-group", "ctc-layer"})
  void aFileMayEndWithAnEarlyExit(String name) throws Exception {
    ReferenceModel reference = ReferenceModel.read(name);
    ModelFolder withExits =
        withExits(
            reference.model(), new EarlyExits(List.of(1, 4), true), reference.model().tensors());
    Path file = directory.resolve("exit.onnx");
    OnnxExporter.writeExit(file, withExits, 1, LinearPrecision.FLOAT32);
    float[] input = reference.row("input_values", 0);
    try (ExportedModel whole = ExportedModel.transcriber(withExits, directory);
        ExportedModel part = ExportedModel.open(file)) {
      assertThat(part.session().getOutputInfo()).containsOnlyKeys("logits");
      assertThat(part.run("logits", input))
          .containsExactly(whole.run("logits_1", input), ReferenceModel.ROUNDING);
    }
    assertThat(Files.size(file)).isLessThan(Files.size(directory.resolve("model.onnx")));
  }

  @Test
  void anEarlyExitMayHaveAHeadOfItsOwn() throws Exception {
    ReferenceModel reference = ReferenceModel.read("early-exit");
    Map<String, Tensor> tensors = new TreeMap<>(reference.model().tensors());
    String own = TensorNames.exitHead(2);
    Tensor weight = tensors.get("lm_head.weight");
    tensors.put(own + ".weight", Tensor.of(new float[(int) weight.elements()], weight.shape()));
    tensors.put(own + ".bias", tensors.get("lm_head.bias"));
    ModelFolder withExits =
        withExits(reference.model(), new EarlyExits(List.of(2, 4), false), tensors);
    try (ExportedModel exported = ExportedModel.transcriber(withExits, directory)) {
      float[] logits = exported.run("logits_2", reference.row("input_values", 0));
      float[] bias = tensors.get("lm_head.bias").toFloats();
      assertThat(Arrays.copyOf(logits, bias.length)).containsExactly(bias, within(1e-6f));
    }
  }

  private static ModelFolder withExits(
      ModelFolder model, EarlyExits exits, Map<String, Tensor> tensors) {
    return new ModelFolder(
        model.configuration().withEarlyExits(exits),
        tensors,
        model.featureExtractor(),
        model.vocabulary());
  }
}
