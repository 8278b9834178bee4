package org.wavetrain.wav2vec2.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** Which tensors of a folder may go unused. The model is of four layers, without biases. */
class TrunkTensorsTest {
  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wav2vec2.encoder.layers.4.layer_norm.bias",
        "wav2vec2.encoder.layers.0.adapter_layer.norm.weight",
        "wav2vec2.encoder.pos_conv_embed.batch_norm.weight",
        "wav2vec2.feature_extractor.conv_layers.0.conv.bias",
        "wav2vec2.feature_extractor.conv_layers.1.layer_norm.weight",
        "wav2vec2.feature_extractor.conv_layers.7.conv.weight",
        "wav2vec2.adapter.layers.0.conv.weight"
      })
  void whatEveryRecordingWouldPassIsNotLeftOut(String name) throws IOException {
    write(name);
    assertRefused(
        () -> ModelFolder.read(directory),
        "%s has 1 tensors that its config.json does not account for, for example %s."
            .formatted(directory, name));
  }

  @Test
  void aModelThatWasSavedWithoutAHeadIsNotCutEither() throws IOException {
    new ModelFolder(
            Wav2Vec2Configuration.nano(),
            Map.of(
                "feature_extractor.conv_layers.0.conv.weight",
                tensor(),
                "encoder.layers.4.layer_norm.bias",
                tensor()),
            FeatureExtractor.normalising(true),
            Optional.empty())
        .write(directory);
    assertRefused(() -> ModelFolder.read(directory), "wav2vec2.encoder.layers.4.layer_norm.bias");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "wav2vec2.masked_spec_embed",
        "wav2vec2.encoder.layers.3.layer_norm.bias",
        "wav2vec2.encoder.pos_conv_embed.conv.weight_g",
        "quantizer.codevectors",
        "project_q.weight",
        "project_hid.bias",
        "lm_head.weight",
        "classifier.weight",
        "projector.bias",
        "layer_weights",
        "exit_heads.2.weight"
      })
  void headsAndWhatPretrainingNeedsMayGoUnused(String name) throws IOException {
    write(name);
    assertThat(ModelFolder.read(directory).tensors()).containsOnlyKeys(TensorNames.canonical(name));
  }

  @Test
  void aModelThatIsUsedAsItIsHasToBeComplete() throws IOException {
    write("wav2vec2.encoder.layer_norm.bias");
    int wanted = TrunkTensors.of(Wav2Vec2Configuration.nano()).names().size();
    assertRefused(
        () -> ModelFolder.readComplete(directory),
        "%s lacks %d of the tensors that its config.json asks for, for example wav2vec2."
            .formatted(directory, wanted - 1));
  }

  private void write(String name) throws IOException {
    new ModelFolder(
            Wav2Vec2Configuration.nano(),
            Map.of(name, tensor()),
            FeatureExtractor.normalising(true),
            Optional.empty())
        .write(directory);
  }

  private static Tensor tensor() {
    return Tensor.of(new float[] {1}, 1);
  }

  private static void assertRefused(ThrowingCallable reading, String words) {
    assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ModelError.MODEL_TENSORS_MISMATCHED))
        .hasMessageContaining(words);
  }
}
