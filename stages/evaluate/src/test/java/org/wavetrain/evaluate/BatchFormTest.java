package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcLogits;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.WaveformBatch;

class BatchFormTest {
  @Test
  void aModelWithGroupNormTakesEachUtteranceAloneAndUnpadded() {
    BatchForm form = form(configuration("group", false));
    assertThat(form.size(16)).isEqualTo(1);
    assertThat(form.batch(List.of(noise(4321))).paddedLength()).isEqualTo(4321);
  }

  @Test
  void aModelWithLayerNormGivesAnUtteranceInCompanyTheScoresThatItHasAlone() {
    Wav2Vec2Configuration configuration = configuration("layer", true);
    BatchForm form = form(configuration);
    assertThat(form.size(16)).isEqualTo(16);
    List<float[]> waveforms = List.of(noise(3000), noise(8765), noise(5000));
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(
                configuration, CtcOptions.of(configuration), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(1);
      CtcLogits together = network.logits(form.batch(waveforms));
      for (int index = 0; index < waveforms.size(); index++) {
        CtcLogits alone = network.logits(WaveformBatch.of(List.of(waveforms.get(index)), true));
        int row = index * together.frames() * together.vocabulary();
        assertThat(Arrays.copyOfRange(together.last(), row, row + alone.last().length))
            .as("utterance %d", index)
            .containsExactly(alone.last(), within(1e-4f));
      }
    }
  }

  private static BatchForm form(Wav2Vec2Configuration configuration) {
    return BatchForm.of(
        new ModelFolder(
            configuration, Map.of(), FeatureExtractor.normalising(true), Optional.empty()));
  }

  private static Wav2Vec2Configuration configuration(String norm, boolean preNorm) {
    return Wav2Vec2Configuration.parse(
        """
        {"feat_extract_norm": "%s", "do_stable_layer_norm": %s, "conv_bias": true,
         "conv_dim": [8, 8, 8, 8, 8, 8, 16], "hidden_size": 32, "num_hidden_layers": 2,
         "num_attention_heads": 2, "intermediate_size": 64, "num_conv_pos_embeddings": 16,
         "num_conv_pos_embedding_groups": 4, "vocab_size": 5}
        """
            .formatted(norm, preNorm));
  }

  private static float[] noise(int length) {
    Random random = new Random(length);
    float[] samples = new float[length];
    for (int index = 0; index < length; index++) {
      samples[index] = 0.1f * (float) random.nextGaussian();
    }
    return samples;
  }
}
