package org.wavetrain.wav2vec2.model;

/**
 * What an utterance's forward pass ended with.
 *
 * @param layer the exit, counted from 1: no later layer was run
 * @param looks at how many exits it was looked at, this one included
 * @param frames real frames of the utterance
 * @param logits raw scores, row-major [frames, vocabulary]
 */
public record ExitScores(int layer, int looks, int frames, float[] logits) {}
