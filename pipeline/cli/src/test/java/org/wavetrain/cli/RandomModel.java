package org.wavetrain.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Folders like those of published models, with random weights. */
final class RandomModel {
  private static final long SEED = 1;
  private static final String LETTERS = "'ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  private RandomModel() {}

  /** Like wav2vec2-base: pre-trained, no vocabulary. */
  static void pretrained(Wav2Vec2Configuration size, Path folder) throws Exception {
    Wav2Vec2Configuration configuration = size.withArchitecture(Architecture.PRETRAINING);
    try (Kernels kernels = Kernels.fastest();
        PretrainingNetwork network =
            PretrainingNetwork.create(configuration, NetworkOptions.trainable(kernels))) {
      network.initialise(SEED);
      new ModelFolder(
              configuration,
              network.tensors(),
              FeatureExtractor.normalising(true),
              Optional.empty())
          .write(folder);
    }
  }

  /** Like wav2vec2-base-960h: writes capital letters. */
  static void transcriber(Wav2Vec2Configuration size, Path folder) throws Exception {
    Vocabulary vocabulary = Vocabulary.ofAlphabet(Arrays.asList(LETTERS.split("")));
    Wav2Vec2Configuration configuration =
        size.withArchitecture(Architecture.CTC)
            .withCtcHead(
                new CtcHead(vocabulary.size(), vocabulary.blank(), LossReduction.MEAN, true));
    CtcOptions exits = CtcOptions.exits(List.of(size.contextNetwork().layers()), true);
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network =
            CtcNetwork.create(configuration, exits, NetworkOptions.trainable(kernels))) {
      network.initialise(SEED);
      new ModelFolder(
              configuration,
              network.tensors(),
              FeatureExtractor.normalising(true),
              Optional.of(vocabulary))
          .write(folder);
    }
  }
}
