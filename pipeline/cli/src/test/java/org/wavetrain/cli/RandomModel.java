package org.wavetrain.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wavetrain.wav2vec2.configuration.Architecture;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.PretrainingNetwork;
import org.wavetrain.wav2vec2.onnx.LinearPrecision;
import org.wavetrain.wav2vec2.onnx.OnnxExporter;
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

  /** An exported model that classifies. */
  static void classifier(Wav2Vec2Configuration size, List<String> labels, Path folder)
      throws Exception {
    Wav2Vec2Configuration configuration =
        size.withClassificationHead(new ClassificationHead(16, false, labels));
    try (Kernels kernels = Kernels.fastest();
        ClassificationNetwork network =
            ClassificationNetwork.create(
                configuration, labels.size(), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(SEED);
      ModelFolder model =
          new ModelFolder(
              configuration,
              network.tensors(),
              FeatureExtractor.normalising(true),
              Optional.empty());
      model.write(folder);
      Path file = folder.resolve("onnx/model.onnx");
      Files.createDirectories(file.getParent());
      OnnxExporter.writeClassification(file, model, LinearPrecision.FLOAT32);
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
