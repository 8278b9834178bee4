package org.wavetrain.testing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;
import org.wavetrain.wav2vec2.format.FeatureExtractor;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.format.Tensor;
import org.wavetrain.wav2vec2.kernels.Kernels;
import org.wavetrain.wav2vec2.model.ClassificationNetwork;
import org.wavetrain.wav2vec2.model.CtcNetwork;
import org.wavetrain.wav2vec2.model.CtcOptions;
import org.wavetrain.wav2vec2.model.NetworkOptions;
import org.wavetrain.wav2vec2.model.SpeechNetwork;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** Freshly drawn models of two narrow blocks. */
public final class SmallModels {
  public static final Vocabulary VOCABULARY = Vocabulary.ofAlphabet(List.of("a", "b", " "));
  public static final List<String> LABELS = List.of("angry", "calm", "sad");

  private SmallModels() {}

  /** With an exit after each block, each with its own head. */
  public static ModelFolder transcriber() {
    return transcriber(FeatureNormalisation.GROUP);
  }

  /** The same, with a norm of one's choice. */
  public static ModelFolder transcriber(FeatureNormalisation normalisation) {
    Wav2Vec2Configuration configuration =
        configuration(normalisation, new EarlyExits(List.of(1, 2), false));
    try (Kernels kernels = Kernels.fastest();
        CtcNetwork network = network(configuration, kernels)) {
      network.initialise(3);
      return new ModelFolder(
          configuration,
          copies(network),
          FeatureExtractor.normalising(true),
          Optional.of(VOCABULARY));
    }
  }

  /** A network for the weights of a transcriber; the caller's to close. */
  public static CtcNetwork network(Wav2Vec2Configuration configuration, Kernels kernels) {
    return CtcNetwork.create(
        configuration, CtcOptions.of(configuration), NetworkOptions.frozenTrunk(kernels));
  }

  /** Of {@link #LABELS}. */
  public static ModelFolder classifier() {
    return classifier(FeatureNormalisation.GROUP);
  }

  /** The same, with a norm of one's choice. */
  public static ModelFolder classifier(FeatureNormalisation normalisation) {
    Wav2Vec2Configuration configuration =
        configuration(normalisation, EarlyExits.NONE)
            .withClassificationHead(new ClassificationHead(16, false, LABELS));
    try (Kernels kernels = Kernels.fastest();
        ClassificationNetwork network =
            ClassificationNetwork.create(
                configuration, LABELS.size(), NetworkOptions.frozenTrunk(kernels))) {
      network.initialise(4);
      return new ModelFolder(
          configuration, copies(network), FeatureExtractor.normalising(true), Optional.empty());
    }
  }

  /** Tensors that outlive the network. */
  private static Map<String, Tensor> copies(SpeechNetwork network) {
    Map<String, Tensor> copies = new TreeMap<>(network.tensors());
    copies.replaceAll((name, tensor) -> tensor.copy());
    return copies;
  }

  private static Wav2Vec2Configuration configuration(
      FeatureNormalisation normalisation, EarlyExits exits) {
    Wav2Vec2Configuration nano = Wav2Vec2Configuration.nano();
    FeatureEncoder encoder = nano.featureEncoder();
    return new Wav2Vec2Configuration(
        new FeatureEncoder(
            List.of(8, 8, 8, 8, 8, 8, 16),
            encoder.kernels(),
            encoder.strides(),
            encoder.bias(),
            normalisation),
        new ContextNetwork(
            32, 2, 2, 64, 16, 4, normalisation == FeatureNormalisation.LAYER, 1e-5, 0.02),
        nano.dropouts(),
        nano.specAugment(),
        nano.quantizer(),
        new CtcHead(VOCABULARY.size(), 0, LossReduction.MEAN, true),
        nano.classificationHead(),
        exits,
        Map.of());
  }
}
