package org.wavetrain.decoding;

/**
 * A transcription that a beam search found.
 *
 * @param text words with single spaces between
 * @param networkScore natural logarithm of its probability by the network, over the alignments that
 *     stayed in the beam
 * @param score that and the language model's
 */
public record Hypothesis(String text, double networkScore, double score) {}
