package org.wavetrain.evaluate;

import org.wavetrain.training.metrics.CharacterErrorRate;
import org.wavetrain.training.metrics.EditCounts;
import org.wavetrain.training.metrics.WordErrorRate;

/**
 * What a transcriber heard of an utterance at one exit.
 *
 * @param layer the transformer layer before the exit, counted from 1
 * @param looks at how many exits the utterance was looked at to end at this one
 * @param entropy how unsure it was, see {@link org.wavetrain.wav2vec2.FrameEntropy}
 */
record Reading(String text, int layer, int looks, double entropy) {
  /**
   * A reading beside what was said.
   *
   * @param words edits of words
   * @param characters edits of characters
   */
  record Scored(Reading reading, EditCounts words, EditCounts characters) {}

  Scored against(String reference) {
    return new Scored(
        this, WordErrorRate.count(reference, text), CharacterErrorRate.count(reference, text));
  }
}
