package org.wavetrain.wav2vec2.model;

import org.wavetrain.wav2vec2.FrameEntropy;

/** After which layer an utterance's transcription is good enough. */
public sealed interface ExitRule {
  /** After a layer that has an exit, counted from 1. */
  record AtLayer(int layer) implements ExitRule {
    @Override
    public boolean looksAt(int other) {
      return other == layer;
    }

    @Override
    public boolean stops(float[] logits, int offset, int frames, int vocabulary) {
      return true;
    }
  }

  /**
   * After the first exit whose {@link FrameEntropy} is below a threshold, or else after the last.
   *
   * @param threshold not negative; with 0 every utterance goes through all layers
   */
  record BelowEntropy(double threshold) implements ExitRule {
    @Override
    public boolean looksAt(int layer) {
      return true;
    }

    @Override
    public boolean stops(float[] logits, int offset, int frames, int vocabulary) {
      return FrameEntropy.of(logits, offset, frames, vocabulary) < threshold;
    }
  }

  /** Whether the scores after a layer matter, so that they have to be computed. */
  boolean looksAt(int layer);

  /**
   * Whether an utterance needs no further layer, by the scores of an exit that the rule looks at.
   *
   * @param logits raw scores, row-major [.., vocabulary]
   * @param offset index of the utterance's first score
   * @param frames its frames
   */
  boolean stops(float[] logits, int offset, int frames, int vocabulary);
}
