package org.wavetrain.wav2vec2.model;

/**
 * Unnormalised scores of every vocabulary entry at every frame.
 *
 * @param frames frames of a row, padding included
 * @param vocabulary entries of the vocabulary
 * @param frameLengths real frames of each utterance
 * @param exits one array for each exit, row-major [size, frames, vocabulary]
 */
public record CtcLogits(int frames, int vocabulary, int[] frameLengths, float[][] exits) {
  /** The scores after the last layer. */
  public float[] last() {
    return exits[exits.length - 1];
  }
}
