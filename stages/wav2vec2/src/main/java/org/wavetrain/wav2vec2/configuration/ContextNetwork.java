package org.wavetrain.wav2vec2.configuration;

/**
 * The transformer over frames.
 *
 * @param hiddenSize width ({@code hidden_size})
 * @param layers blocks ({@code num_hidden_layers})
 * @param attentionHeads heads of each block ({@code num_attention_heads})
 * @param intermediateSize inner width of the feed-forward part ({@code intermediate_size})
 * @param positionalKernel width of the positional convolution ({@code num_conv_pos_embeddings})
 * @param positionalGroups its groups ({@code num_conv_pos_embedding_groups})
 * @param preNorm whether norms come before each part and once at the end, rather than after each
 *     part ({@code do_stable_layer_norm})
 * @param layerNormEpsilon added to variances ({@code layer_norm_eps})
 * @param initialDeviation standard deviation of freshly drawn weights ({@code initializer_range})
 */
public record ContextNetwork(
    int hiddenSize,
    int layers,
    int attentionHeads,
    int intermediateSize,
    int positionalKernel,
    int positionalGroups,
    boolean preNorm,
    double layerNormEpsilon,
    double initialDeviation) {
  /** Width of one attention head. */
  public int headSize() {
    return hiddenSize / attentionHeads;
  }

  ContextNetwork withLayers(int changed) {
    return new ContextNetwork(
        hiddenSize,
        changed,
        attentionHeads,
        intermediateSize,
        positionalKernel,
        positionalGroups,
        preNorm,
        layerNormEpsilon,
        initialDeviation);
  }
}
