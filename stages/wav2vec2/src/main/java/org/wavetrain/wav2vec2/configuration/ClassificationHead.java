package org.wavetrain.wav2vec2.configuration;

import java.util.List;

/**
 * The head that classifies a whole utterance.
 *
 * @param projectionSize width to which frames are projected before pooling ({@code
 *     classifier_proj_size})
 * @param weightedLayerSum whether it reads a learned mixture of all hidden states and not the last
 *     one ({@code use_weighted_layer_sum})
 * @param labels the classes in order of identifier ({@code id2label}); empty when the file has none
 */
public record ClassificationHead(
    int projectionSize, boolean weightedLayerSum, List<String> labels) {
  public ClassificationHead {
    labels = List.copyOf(labels);
  }
}
