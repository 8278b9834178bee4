package org.wavetrain.wav2vec2.layer;

import java.util.Optional;
import org.wavetrain.wav2vec2.masking.SpanMask;
import org.wavetrain.wav2vec2.random.StepRandom;

/**
 * What all layers know about the batch in hand.
 *
 * @param frames frames of a row, padding included
 * @param frameLengths real frames of each utterance
 * @param training whether dropout and masking apply, and a backward pass follows
 * @param random where dropout and masking come from
 * @param timeMask the frames whose features are hidden
 */
public record Step(
    int frames,
    int[] frameLengths,
    boolean training,
    StepRandom random,
    Optional<SpanMask> timeMask) {

  /** Number of utterances. */
  public int batch() {
    return frameLengths.length;
  }

  /** Whether any utterance is shorter than its row. */
  public boolean padded() {
    for (int length : frameLengths) {
      if (length < frames) {
        return true;
      }
    }
    return false;
  }
}
