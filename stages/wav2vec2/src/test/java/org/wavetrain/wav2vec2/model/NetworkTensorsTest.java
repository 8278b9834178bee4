package org.wavetrain.wav2vec2.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.format.TensorNames;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.layer.NativeArrays;

/** What networks give away and take up by name. */
class NetworkTensorsTest {
  private final Wav2Vec2Configuration configuration = TinyConfiguration.normLast(2, false);
  private final Kernels kernels = Kernels.fastest();

  @AfterEach
  void closeKernels() {
    kernels.close();
  }

  @Test
  void aCheckpointOfOneNetworkLoadsIntoAnother() {
    try (CtcNetwork first = transcriber(NetworkOptions.trainable(kernels));
        CtcNetwork second = transcriber(NetworkOptions.trainable(kernels))) {
      first.initialise(1);
      second.initialise(2);
      LoadReport report = second.load(first.tensors());
      assertThat(report.missing()).isEmpty();
      assertThat(report.unused()).isEmpty();
      assertThat(NativeArrays.floats(second.parameters()))
          .isEqualTo(NativeArrays.floats(first.parameters()));
    }
  }

  @Test
  void tensorsAreThoseOfTheMomentAndEndWithTheNetwork() {
    Tensor bias;
    try (CtcNetwork network = transcriber(NetworkOptions.trainable(kernels))) {
      network.initialise(1);
      bias = network.tensors().get("lm_head.bias");
      network.parameters().assign(3);
      assertThat(bias.toFloats()).containsOnly(3);
    }
    assertThatThrownBy(bias::toFloats).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aModelThatWasTrainedWithoutMaskingLacksNothing() {
    try (CtcNetwork first = transcriber(NetworkOptions.trainable(kernels));
        CtcNetwork second = transcriber(NetworkOptions.trainable(kernels))) {
      first.initialise(1);
      Map<String, Tensor> tensors = new TreeMap<>(first.tensors());
      tensors.remove(TensorNames.MASK_VECTOR);
      assertThat(second.load(tensors).missing()).isEmpty();
      tensors.remove("lm_head.bias");
      assertThat(second.load(tensors).missing()).containsExactly("lm_head.bias");
    }
  }

  @Test
  void tensorsOfTheTrunkAreThoseThatAConfigurationAccountsFor(@TempDir Path folder)
      throws IOException {
    for (Wav2Vec2Configuration each :
        List.of(TinyConfiguration.normLast(2, false), TinyConfiguration.normFirst(3, false))) {
      try (PretrainingNetwork network =
          PretrainingNetwork.create(each, NetworkOptions.trainable(kernels))) {
        network.initialise(1);
        new ModelFolder(
                each, network.tensors(), FeatureExtractor.normalising(true), Optional.empty())
            .write(folder);
        assertThat(ModelFolder.readComplete(folder).tensors()).isEqualTo(network.tensors());
      }
    }
  }

  private CtcNetwork transcriber(NetworkOptions options) {
    return CtcNetwork.create(configuration, CtcOptions.lastLayer(configuration), options);
  }
}
