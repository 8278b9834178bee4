package org.wavetrain.wav2vec2.configuration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.wavetrain.wav2vec2.json.HuggingFaceJson;

/** {@code config.json} in both directions; defaults are those of transformers' Wav2Vec2Config. */
final class ConfigurationJson {
  private static final String ANOTHER_MODEL =
      "Take a wav2vec 2.0 model without what is not supported. Do not change these fields: the"
          + " weights were trained for them.";

  private ConfigurationJson() {}

  static Wav2Vec2Configuration read(ObjectNode json, String source) {
    Fields fields = new Fields(json);
    fields.only("model_type", "wav2vec2");
    fields.only("hidden_act", "gelu");
    fields.only("feat_extract_activation", "gelu");
    fields.only("add_adapter", false);
    fields.absent("adapter_attn_dim", "adapters in the attention");
    fields.absent("pruned_heads", "pruned attention heads");
    fields.absent("quantization_config", "quantized weights");

    FeatureEncoder featureEncoder = featureEncoder(fields);
    ContextNetwork contextNetwork = contextNetwork(fields);
    Dropouts dropouts = dropouts(fields);
    SpecAugment specAugment = specAugment(fields);
    Quantizer quantizer = quantizer(fields);
    CtcHead ctcHead =
        new CtcHead(
            fields.integer("vocab_size", 32),
            fields.integer("pad_token_id", 0),
            fields.choice("ctc_loss_reduction", LossReduction.SUM),
            fields.flag("ctc_zero_infinity", false));
    ClassificationHead classificationHead =
        new ClassificationHead(
            fields.integer("classifier_proj_size", 256),
            fields.flag("use_weighted_layer_sum", false),
            fields.labels());
    EarlyExits earlyExits = fields.earlyExits();

    fields.agree("num_feat_extract_layers", "the number of convolutions", featureEncoder.layers());
    fields.agree("output_hidden_size", "hidden_size", contextNetwork.hiddenSize());

    List<String> problems = new ArrayList<>(fields.unsupported());
    problems.addAll(fields.problems());
    problems.addAll(
        ConfigurationRules.problems(
            featureEncoder,
            contextNetwork,
            dropouts,
            specAugment,
            quantizer,
            ctcHead,
            classificationHead,
            earlyExits));
    Wav2Vec2Configuration.refuse(
        source,
        problems,
        fields.unsupported().isEmpty() ? Wav2Vec2Configuration.CORRECTION : ANOTHER_MODEL);
    return new Wav2Vec2Configuration(
        featureEncoder,
        contextNetwork,
        dropouts,
        specAugment,
        quantizer,
        ctcHead,
        classificationHead,
        earlyExits,
        fields.others());
  }

  private static FeatureEncoder featureEncoder(Fields fields) {
    return new FeatureEncoder(
        fields.integers("conv_dim", Collections.nCopies(7, 512)),
        fields.integers("conv_kernel", List.of(10, 3, 3, 3, 3, 2, 2)),
        fields.integers("conv_stride", List.of(5, 2, 2, 2, 2, 2, 2)),
        fields.flag("conv_bias", false),
        fields.choice("feat_extract_norm", FeatureNormalisation.GROUP));
  }

  private static ContextNetwork contextNetwork(Fields fields) {
    return new ContextNetwork(
        fields.integer("hidden_size", 768),
        fields.integer("num_hidden_layers", 12),
        fields.integer("num_attention_heads", 12),
        fields.integer("intermediate_size", 3072),
        fields.integer("num_conv_pos_embeddings", 128),
        fields.integer("num_conv_pos_embedding_groups", 16),
        fields.flag("do_stable_layer_norm", false),
        fields.number("layer_norm_eps", 1e-5),
        fields.number("initializer_range", 0.02));
  }

  private static Dropouts dropouts(Fields fields) {
    return new Dropouts(
        fields.number("hidden_dropout", 0.1),
        fields.number("activation_dropout", 0.1),
        fields.number("attention_dropout", 0.1),
        fields.number("feat_proj_dropout", 0.0),
        fields.number("feat_quantizer_dropout", 0.0),
        fields.number("final_dropout", 0.1),
        fields.number("layerdrop", 0.1));
  }

  private static SpecAugment specAugment(Fields fields) {
    return new SpecAugment(
        fields.flag("apply_spec_augment", true),
        fields.number("mask_time_prob", 0.05),
        fields.integer("mask_time_length", 10),
        fields.integer("mask_time_min_masks", 2),
        fields.number("mask_feature_prob", 0.0),
        fields.integer("mask_feature_length", 10),
        fields.integer("mask_feature_min_masks", 0));
  }

  private static Quantizer quantizer(Fields fields) {
    return new Quantizer(
        fields.integer("num_codevector_groups", 2),
        fields.integer("num_codevectors_per_group", 320),
        fields.integer("codevector_dim", 256),
        fields.integer("proj_codevector_dim", 256),
        fields.integer("num_negatives", 100),
        fields.number("contrastive_logits_temperature", 0.1),
        fields.number("diversity_loss_weight", 0.1));
  }

  static ObjectNode write(Wav2Vec2Configuration configuration) {
    ObjectNode json = HuggingFaceJson.object();
    json.setAll(configuration.others());
    json.put("model_type", "wav2vec2");
    json.put("hidden_act", "gelu");
    json.put("feat_extract_activation", "gelu");
    json.put("add_adapter", false);
    write(configuration.featureEncoder(), json);
    write(configuration.contextNetwork(), json);
    write(configuration.dropouts(), json);
    write(configuration.specAugment(), json);
    write(configuration.quantizer(), json);
    write(configuration.ctcHead(), json);
    write(configuration.classificationHead(), json);
    write(configuration.earlyExits(), json);
    return json;
  }

  private static void write(FeatureEncoder encoder, ObjectNode json) {
    array(json.putArray("conv_dim"), encoder.channels());
    array(json.putArray("conv_kernel"), encoder.kernels());
    array(json.putArray("conv_stride"), encoder.strides());
    json.put("conv_bias", encoder.bias());
    json.put("feat_extract_norm", lowerCase(encoder.normalisation()));
    json.put("num_feat_extract_layers", encoder.layers());
  }

  private static void write(ContextNetwork network, ObjectNode json) {
    json.put("hidden_size", network.hiddenSize());
    json.put("num_hidden_layers", network.layers());
    json.put("num_attention_heads", network.attentionHeads());
    json.put("intermediate_size", network.intermediateSize());
    json.put("num_conv_pos_embeddings", network.positionalKernel());
    json.put("num_conv_pos_embedding_groups", network.positionalGroups());
    json.put("do_stable_layer_norm", network.preNorm());
    json.put("layer_norm_eps", network.layerNormEpsilon());
    json.put("initializer_range", network.initialDeviation());
  }

  private static void write(Dropouts dropouts, ObjectNode json) {
    json.put("hidden_dropout", dropouts.hidden());
    json.put("activation_dropout", dropouts.activation());
    json.put("attention_dropout", dropouts.attention());
    json.put("feat_proj_dropout", dropouts.featureProjection());
    json.put("feat_quantizer_dropout", dropouts.featureQuantizer());
    json.put("final_dropout", dropouts.output());
    json.put("layerdrop", dropouts.layer());
  }

  private static void write(SpecAugment augment, ObjectNode json) {
    json.put("apply_spec_augment", augment.apply());
    json.put("mask_time_prob", augment.timeProbability());
    json.put("mask_time_length", augment.timeLength());
    json.put("mask_time_min_masks", augment.timeMinimumSpans());
    json.put("mask_feature_prob", augment.featureProbability());
    json.put("mask_feature_length", augment.featureLength());
    json.put("mask_feature_min_masks", augment.featureMinimumSpans());
  }

  private static void write(Quantizer quantizer, ObjectNode json) {
    json.put("num_codevector_groups", quantizer.groups());
    json.put("num_codevectors_per_group", quantizer.entriesPerGroup());
    json.put("codevector_dim", quantizer.codevectorSize());
    json.put("proj_codevector_dim", quantizer.projectedSize());
    json.put("num_negatives", quantizer.negatives());
    json.put("contrastive_logits_temperature", quantizer.logitTemperature());
    json.put("diversity_loss_weight", quantizer.diversityWeight());
  }

  private static void write(CtcHead head, ObjectNode json) {
    json.put("vocab_size", head.vocabularySize());
    json.put("pad_token_id", head.blank());
    json.put("ctc_loss_reduction", lowerCase(head.reduction()));
    json.put("ctc_zero_infinity", head.zeroInfinity());
  }

  private static void write(ClassificationHead head, ObjectNode json) {
    json.put("classifier_proj_size", head.projectionSize());
    json.put("use_weighted_layer_sum", head.weightedLayerSum());
    if (!head.labels().isEmpty()) {
      ObjectNode labels = json.putObject("id2label");
      ObjectNode identifiers = json.putObject("label2id");
      for (int identifier = 0; identifier < head.labels().size(); identifier++) {
        labels.put(Integer.toString(identifier), head.labels().get(identifier));
        identifiers.put(head.labels().get(identifier), identifier);
      }
    }
  }

  private static void write(EarlyExits exits, ObjectNode json) {
    if (!exits.layers().isEmpty()) {
      ObjectNode node = json.putObject(Fields.EARLY_EXITS);
      array(node.putArray("layers"), exits.layers());
      node.put("shared_head", exits.sharedHead());
    }
  }

  private static void array(ArrayNode array, List<Integer> values) {
    values.forEach(array::add);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
