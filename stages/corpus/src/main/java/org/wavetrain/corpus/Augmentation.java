package org.wavetrain.corpus;

import java.util.List;

/**
 * How an augmented utterance was made.
 *
 * @param originalId the utterance it was made from
 * @param transformations what was done to it, in order, for example {@code noise 14.2 dB}
 */
public record Augmentation(String originalId, List<String> transformations) {
  public Augmentation {
    transformations = List.copyOf(transformations);
  }
}
