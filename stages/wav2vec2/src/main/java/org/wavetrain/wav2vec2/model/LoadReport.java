package org.wavetrain.wav2vec2.model;

import java.util.List;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;
import org.wavetrain.wav2vec2.format.TensorNames;

/**
 * How a checkpoint fitted a network.
 *
 * @param missing parameters of the network that the checkpoint lacks; they keep their values. The
 *     mask vector is never among them: models that were trained without masking are published
 *     without it, and only training with masks uses it
 * @param unused tensors of the checkpoint that the network has no place for
 */
public record LoadReport(List<String> missing, List<String> unused) {
  public LoadReport {
    missing = List.copyOf(missing);
    unused = List.copyOf(unused);
  }

  /**
   * Checks that no tensor of the trunk is missing; heads may be, of a model for another task.
   *
   * @throws UserFailure {@code MODEL_TENSORS_MISMATCHED}
   */
  public LoadReport requireTrunk() {
    List<String> trunk =
        missing.stream().filter(name -> name.startsWith(TensorNames.TRUNK)).toList();
    if (!trunk.isEmpty()) {
      throw new UserFailure(
          ModelError.MODEL_TENSORS_MISMATCHED,
          "The model lacks %d of the tensors that its config.json asks for, for example %s."
              .formatted(trunk.size(), trunk.get(0)),
          "Use the config.json that belongs to the tensors.");
    }
    return this;
  }
}
