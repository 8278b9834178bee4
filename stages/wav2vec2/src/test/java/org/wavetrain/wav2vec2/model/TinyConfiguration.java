package org.wavetrain.wav2vec2.model;

import java.util.List;
import java.util.Map;
import org.wavetrain.wav2vec2.configuration.ClassificationHead;
import org.wavetrain.wav2vec2.configuration.ContextNetwork;
import org.wavetrain.wav2vec2.configuration.CtcHead;
import org.wavetrain.wav2vec2.configuration.Dropouts;
import org.wavetrain.wav2vec2.configuration.EarlyExits;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.LossReduction;
import org.wavetrain.wav2vec2.configuration.Quantizer;
import org.wavetrain.wav2vec2.configuration.SpecAugment;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/** Networks small enough for finite differences. */
final class TinyConfiguration {
  /** All that training draws at random, so that a check covers it. */
  static final Dropouts DROPOUTS = new Dropouts(0.2, 0.2, 0.2, 0.2, 0, 0.2, 0);

  static final SpecAugment MASKS = new SpecAugment(true, 0.3, 2, 1, 0.3, 2, 1);

  private TinyConfiguration() {}

  /** Norms after the parts, a group norm, an even positional kernel. */
  static Wav2Vec2Configuration normLast(int layers, boolean weightedLayerSum) {
    return configuration(FeatureNormalisation.GROUP, false, false, 4, layers, weightedLayerSum);
  }

  /** Norms before the parts, layer norms and biases in the encoder, an odd positional kernel. */
  static Wav2Vec2Configuration normFirst(int layers, boolean weightedLayerSum) {
    return configuration(FeatureNormalisation.LAYER, true, true, 3, layers, weightedLayerSum);
  }

  private static Wav2Vec2Configuration configuration(
      FeatureNormalisation normalisation,
      boolean bias,
      boolean preNorm,
      int positionalKernel,
      int layers,
      boolean weightedLayerSum) {
    return new Wav2Vec2Configuration(
        new FeatureEncoder(List.of(2, 3), List.of(4, 3), List.of(3, 2), bias, normalisation),
        new ContextNetwork(4, layers, 2, 6, positionalKernel, 2, preNorm, 1e-5, 0.4),
        DROPOUTS,
        MASKS,
        new Quantizer(2, 5, 8, 6, 4, 0.1, 0.1),
        new CtcHead(5, 0, LossReduction.MEAN, true),
        new ClassificationHead(3, weightedLayerSum, List.of()),
        EarlyExits.NONE,
        Map.of());
  }
}
