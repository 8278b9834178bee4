package org.wavetrain.wav2vec2.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.configuration.FeatureEncoder;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.configuration.Wav2Vec2Configuration;

/**
 * The tensors of the trunk: which there are follows from {@code config.json}, whatever heads a
 * model has.
 *
 * @param names canonical; of models that never mask, published ones lack the mask vector, which is
 *     not among them
 */
record TrunkTensors(Set<String> names) {
  private static final String CONVOLUTIONS = TensorNames.TRUNK + "feature_extractor.";
  private static final String PROJECTION = TensorNames.TRUNK + "feature_projection.";
  private static final String ENCODER = TensorNames.TRUNK + "encoder.";
  private static final String ADAPTER = TensorNames.TRUNK + "adapter.";

  /** What every recording passes, so that no tensor of it can be left out unnoticed. */
  private static final List<String> PARTS = List.of(CONVOLUTIONS, PROJECTION, ENCODER, ADAPTER);

  private static final List<String> OF_A_LAYER =
      List.of(
          "attention.k_proj",
          "attention.v_proj",
          "attention.q_proj",
          "attention.out_proj",
          "layer_norm",
          "feed_forward.intermediate_dense",
          "feed_forward.output_dense",
          "final_layer_norm");

  TrunkTensors {
    names = Set.copyOf(names);
  }

  /** Those that a model of a configuration has. */
  static TrunkTensors of(Wav2Vec2Configuration configuration) {
    Set<String> names = new LinkedHashSet<>();
    addConvolutions(configuration.featureEncoder(), names);
    addPair(PROJECTION + "layer_norm", names);
    addPair(PROJECTION + "projection", names);
    names.add(TensorNames.POSITIONAL_MAGNITUDE);
    names.add(TensorNames.POSITIONAL_DIRECTION);
    names.add(TensorNames.POSITIONAL + "bias");
    addPair(ENCODER + "layer_norm", names);
    for (int layer = 0; layer < configuration.contextNetwork().layers(); layer++) {
      for (String part : OF_A_LAYER) {
        addPair(ENCODER + "layers." + layer + "." + part, names);
      }
    }
    return new TrunkTensors(names);
  }

  private static void addConvolutions(FeatureEncoder encoder, Set<String> names) {
    for (int layer = 0; layer < encoder.layers(); layer++) {
      String name = CONVOLUTIONS + "conv_layers." + layer;
      names.add(name + ".conv.weight");
      if (encoder.bias()) {
        names.add(name + ".conv.bias");
      }
      if (layer == 0 || encoder.normalisation() == FeatureNormalisation.LAYER) {
        addPair(name + ".layer_norm", names);
      }
    }
  }

  private static void addPair(String name, Set<String> names) {
    names.add(name + ".weight");
    names.add(name + ".bias");
  }

  /**
   * Refuses a model that would silently be cut: tensors of heads and of pre-training may go unused,
   * those of the trunk may not.
   *
   * @throws UserFailure {@code MODEL_TENSORS_MISMATCHED}
   */
  void requireNoOthers(Path directory, Set<String> given) {
    List<String> others =
        given.stream()
            .filter(name -> PARTS.stream().anyMatch(name::startsWith))
            .filter(name -> !names.contains(name))
            .sorted()
            .toList();
    if (!others.isEmpty()) {
      throw new UserFailure(
          ModelError.MODEL_TENSORS_MISMATCHED,
          "The model folder %s has %d tensors that its config.json does not account for, for example %s."
              .formatted(directory, others.size(), others.get(0)),
          "Use the config.json that belongs to the tensors. To train the first layers only, leave"
              + " it as it is and set the parameter layers.");
    }
  }

  /**
   * Refuses a model that lacks some.
   *
   * @throws UserFailure {@code MODEL_TENSORS_MISMATCHED}
   */
  void requireAll(Path directory, Set<String> given) {
    List<String> missing = new ArrayList<>(names);
    missing.removeAll(given);
    missing.sort(null);
    if (!missing.isEmpty()) {
      throw new UserFailure(
          ModelError.MODEL_TENSORS_MISMATCHED,
          "The model folder %s lacks %d of the tensors that its config.json asks for, for example %s."
              .formatted(directory, missing.size(), missing.get(0)),
          "Use the config.json that belongs to the tensors.");
    }
  }
}
