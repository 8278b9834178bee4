package org.wavetrain.wav2vec2.configuration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** What must hold between the fields of a configuration; each breach is one sentence. */
final class ConfigurationRules {
  /** The deepest published models have 48. */
  private static final int MOST_LAYERS = 1_000;

  /** A minute. */
  private static final long MOST_SAMPLES_A_FRAME = 960_000;

  private final List<String> problems = new ArrayList<>();

  private ConfigurationRules() {}

  static List<String> problems(
      FeatureEncoder featureEncoder,
      ContextNetwork contextNetwork,
      Dropouts dropouts,
      SpecAugment specAugment,
      Quantizer quantizer,
      CtcHead ctcHead,
      ClassificationHead classificationHead,
      EarlyExits earlyExits) {
    ConfigurationRules rules = new ConfigurationRules();
    rules.check(featureEncoder);
    rules.check(contextNetwork);
    rules.check(dropouts);
    rules.check(specAugment);
    rules.check(quantizer);
    rules.check(ctcHead);
    rules.check(classificationHead);
    rules.check(earlyExits, contextNetwork.layers());
    return rules.problems;
  }

  private void check(FeatureEncoder encoder) {
    require(
        !encoder.channels().isEmpty()
            && encoder.channels().size() == encoder.kernels().size()
            && encoder.channels().size() == encoder.strides().size(),
        "conv_dim has %d entries, conv_kernel %d and conv_stride %d, which must be as many and at"
            + " least one.",
        encoder.channels().size(),
        encoder.kernels().size(),
        encoder.strides().size());
    encoder.channels().forEach(value -> positive("an entry of conv_dim", value));
    encoder.kernels().forEach(value -> positive("an entry of conv_kernel", value));
    encoder.strides().forEach(value -> positive("an entry of conv_stride", value));
    require(
        encoder.strides().stream()
                .reduce(1.0, (product, stride) -> product * stride, (a, b) -> a * b)
            <= MOST_SAMPLES_A_FRAME,
        "conv_stride is %s, by which a frame has more than %d samples.",
        encoder.strides(),
        MOST_SAMPLES_A_FRAME);
  }

  private void check(ContextNetwork network) {
    positive("hidden_size", network.hiddenSize());
    positive("num_hidden_layers", network.layers());
    require(
        network.layers() <= MOST_LAYERS,
        "num_hidden_layers is %d, which must not be more than %d.",
        network.layers(),
        MOST_LAYERS);
    positive("num_attention_heads", network.attentionHeads());
    positive("intermediate_size", network.intermediateSize());
    positive("num_conv_pos_embeddings", network.positionalKernel());
    positive("num_conv_pos_embedding_groups", network.positionalGroups());
    divisible("hidden_size", network.hiddenSize(), "num_attention_heads", network.attentionHeads());
    divisible(
        "hidden_size",
        network.hiddenSize(),
        "num_conv_pos_embedding_groups",
        network.positionalGroups());
    require(
        network.layerNormEpsilon() > 0 && network.layerNormEpsilon() < 1,
        "layer_norm_eps is %s, which must lie between 0 and 1.",
        network.layerNormEpsilon());
    require(
        network.initialDeviation() > 0 && Double.isFinite(network.initialDeviation()),
        "initializer_range is %s, which must be a positive number.",
        network.initialDeviation());
  }

  private void check(Dropouts dropouts) {
    probability("hidden_dropout", dropouts.hidden());
    probability("activation_dropout", dropouts.activation());
    probability("attention_dropout", dropouts.attention());
    probability("feat_proj_dropout", dropouts.featureProjection());
    probability("feat_quantizer_dropout", dropouts.featureQuantizer());
    probability("final_dropout", dropouts.output());
    probability("layerdrop", dropouts.layer());
  }

  private void check(SpecAugment augment) {
    probability("mask_time_prob", augment.timeProbability());
    probability("mask_feature_prob", augment.featureProbability());
    positive("mask_time_length", augment.timeLength());
    positive("mask_feature_length", augment.featureLength());
    notNegative("mask_time_min_masks", augment.timeMinimumSpans());
    notNegative("mask_feature_min_masks", augment.featureMinimumSpans());
  }

  private void check(Quantizer quantizer) {
    positive("num_codevector_groups", quantizer.groups());
    positive("num_codevectors_per_group", quantizer.entriesPerGroup());
    positive("codevector_dim", quantizer.codevectorSize());
    positive("proj_codevector_dim", quantizer.projectedSize());
    positive("num_negatives", quantizer.negatives());
    divisible(
        "codevector_dim", quantizer.codevectorSize(), "num_codevector_groups", quantizer.groups());
    require(
        quantizer.logitTemperature() > 0 && Double.isFinite(quantizer.logitTemperature()),
        "contrastive_logits_temperature is %s, which must be a positive number.",
        quantizer.logitTemperature());
    require(
        quantizer.diversityWeight() >= 0 && Double.isFinite(quantizer.diversityWeight()),
        "diversity_loss_weight is %s, which must not be negative.",
        quantizer.diversityWeight());
  }

  private void check(CtcHead head) {
    positive("vocab_size", head.vocabularySize());
    require(
        head.blank() >= 0 && head.blank() < head.vocabularySize(),
        "pad_token_id is %d, which must be an identifier below vocab_size %d.",
        head.blank(),
        head.vocabularySize());
  }

  private void check(ClassificationHead head) {
    positive("classifier_proj_size", head.projectionSize());
    require(
        new HashSet<>(head.labels()).size() == head.labels().size(),
        "id2label %s names a label twice.",
        head.labels());
  }

  private void check(EarlyExits exits, int layers) {
    int previous = 0;
    for (int layer : exits.layers()) {
      require(
          layer > previous && layer <= layers,
          "early_exits are %s, which must ascend from 1 to num_hidden_layers %d.",
          exits.layers(),
          layers);
      previous = layer;
    }
    require(
        exits.layers().isEmpty() || previous == layers,
        "early_exits are %s, which must end with num_hidden_layers %d.",
        exits.layers(),
        layers);
  }

  private void positive(String name, int value) {
    require(value > 0, "%s is %d, which must be positive.", name, value);
  }

  private void notNegative(String name, int value) {
    require(value >= 0, "%s is %d, which must not be negative.", name, value);
  }

  private void probability(String name, double value) {
    require(value >= 0 && value <= 1, "%s is %s, which must lie between 0 and 1.", name, value);
  }

  private void divisible(String name, int value, String divisorName, int divisor) {
    require(
        divisor < 1 || value % divisor == 0,
        "%s %d is not divisible by %s %d.",
        name,
        value,
        divisorName,
        divisor);
  }

  private void require(boolean holds, String sentence, Object... values) {
    if (!holds) {
      problems.add(String.format(sentence, values));
    }
  }
}
