package org.wavetrain.training.setup;

import org.wavetrain.corpus.Augmentation;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.training.batch.Example;

/**
 * An example and where it comes from.
 *
 * @param original id of the utterance that it is, or that it is an augmented copy of
 */
record Recording(String original, Example example) {
  static Recording of(Utterance utterance, Example example) {
    String original = utterance.augmentation().map(Augmentation::originalId).orElse(utterance.id());
    return new Recording(original, example);
  }
}
