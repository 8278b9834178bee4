package org.wavetrain.wav2vec2.format;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Names of tensors, beyond those that Hugging Face's classes have once and for all.
 *
 * <p>The trunk's tensors begin with {@code wav2vec2.}, unless a bare {@code Wav2Vec2Model} was
 * saved. There are two spellings of the weight norm of the positional convolution: {@code weight_g}
 * and {@code weight_v} of {@code torch.nn.utils.weight_norm}, and those of {@code
 * torch.nn.utils.parametrizations.weight_norm}, which {@code transformers} writes since PyTorch 2
 * and which is the canonical one here.
 */
public final class TensorNames {
  /** Prefix of all tensors that do not belong to a head. */
  public static final String TRUNK = "wav2vec2.";

  /**
   * What takes the place of frames that are masked in training; {@code transformers} leaves it out
   * of models without masking.
   */
  public static final String MASK_VECTOR = TRUNK + "masked_spec_embed";

  /** How some names of a model begin that was saved without a head. */
  private static final String BARE = "feature_extractor.";

  /** Prefix of the positional convolution's tensors. */
  public static final String POSITIONAL = "wav2vec2.encoder.pos_conv_embed.conv.";

  /** Magnitudes of the positional convolution's weights, {@code [1, 1, kernel]}. */
  public static final String POSITIONAL_MAGNITUDE =
      POSITIONAL + "parametrizations.weight.original0";

  /** Directions of the positional convolution's weights, {@code [out, in / groups, kernel]}. */
  public static final String POSITIONAL_DIRECTION =
      POSITIONAL + "parametrizations.weight.original1";

  /** The head that transcribes from the last block. */
  public static final String HEAD = "lm_head";

  private static final String EXIT_HEADS = "exit_heads.";

  private TensorNames() {}

  /**
   * The head of an early exit that does not share {@link #HEAD}: ours, since Hugging Face's classes
   * have no early exits.
   *
   * @param layer the block that it follows, counted from 1
   */
  public static String exitHead(int layer) {
    return EXIT_HEADS + layer;
  }

  /** Whether a tensor belongs to the head of an early exit. */
  static boolean isOfExit(String name) {
    return name.startsWith(EXIT_HEADS);
  }

  /** The same tensors under canonical names, in the same order. */
  public static Map<String, Tensor> canonical(Map<String, Tensor> tensors) {
    boolean bare = tensors.keySet().stream().anyMatch(name -> name.startsWith(BARE));
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> renamed.put(canonical(bare ? TRUNK + name : name), tensor));
    return renamed;
  }

  /** The canonical spelling of a tensor's name. */
  public static String canonical(String name) {
    if (name.endsWith("pos_conv_embed.conv.weight_g")) {
      return name.replace("weight_g", "parametrizations.weight.original0");
    }
    if (name.endsWith("pos_conv_embed.conv.weight_v")) {
      return name.replace("weight_v", "parametrizations.weight.original1");
    }
    return name;
  }
}
