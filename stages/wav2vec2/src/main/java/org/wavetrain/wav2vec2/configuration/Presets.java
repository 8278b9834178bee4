package org.wavetrain.wav2vec2.configuration;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** The sizes that have names. */
final class Presets {
  private static final List<Integer> KERNELS = List.of(10, 3, 3, 3, 3, 2, 2);
  private static final List<Integer> STRIDES = List.of(5, 2, 2, 2, 2, 2, 2);
  private static final List<Integer> CHANNELS = Collections.nCopies(7, 512);
  private static final double LAYER_NORM_EPSILON = 1e-5;
  private static final double INITIAL_DEVIATION = 0.02;
  private static final CtcHead CTC_HEAD = new CtcHead(32, 0, LossReduction.MEAN, true);
  private static final ClassificationHead CLASSIFICATION_HEAD =
      new ClassificationHead(256, false, List.of());

  private Presets() {}

  static Wav2Vec2Configuration nano() {
    return configuration(
        new FeatureEncoder(
            List.of(32, 32, 64, 64, 128, 128, 128),
            KERNELS,
            STRIDES,
            false,
            FeatureNormalisation.GROUP),
        new ContextNetwork(192, 4, 4, 768, 32, 8, false, LAYER_NORM_EPSILON, INITIAL_DEVIATION),
        new Dropouts(0.1, 0, 0.1, 0, 0, 0, 0),
        Quantizer.DEFAULT);
  }

  /** fairseq {@code wav2vec2_base_librispeech.yaml}, with as many blocks as asked for. */
  static Wav2Vec2Configuration base(int layers) {
    return configuration(
        new FeatureEncoder(CHANNELS, KERNELS, STRIDES, false, FeatureNormalisation.GROUP),
        new ContextNetwork(
            768, layers, 12, 3072, 128, 16, false, LAYER_NORM_EPSILON, INITIAL_DEVIATION),
        new Dropouts(0.1, 0, 0.1, 0.1, 0.1, 0, 0.05),
        Quantizer.DEFAULT);
  }

  /** fairseq {@code wav2vec2_large_librivox.yaml}. */
  static Wav2Vec2Configuration large() {
    return configuration(
        new FeatureEncoder(CHANNELS, KERNELS, STRIDES, true, FeatureNormalisation.LAYER),
        new ContextNetwork(
            1024, 24, 16, 4096, 128, 16, true, LAYER_NORM_EPSILON, INITIAL_DEVIATION),
        Dropouts.NONE,
        new Quantizer(2, 320, 768, 768, 100, 0.1, 0.1));
  }

  private static Wav2Vec2Configuration configuration(
      FeatureEncoder featureEncoder,
      ContextNetwork contextNetwork,
      Dropouts dropouts,
      Quantizer quantizer) {
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        new SpecAugment(true, 0.05, 10, 2, 0, 10, 0),
        quantizer,
        CTC_HEAD,
        CLASSIFICATION_HEAD,
        EarlyExits.NONE,
        Map.of());
  }
}
