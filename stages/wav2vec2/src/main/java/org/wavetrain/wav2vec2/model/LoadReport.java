package org.wavetrain.wav2vec2.model;

import java.util.List;

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
}
