package org.wavetrain.training.batch;

/**
 * One utterance to train on or to validate with, in memory.
 *
 * @param id the utterance's id in the corpus
 * @param samples 16 kHz mono PCM
 * @param reference what is right: the text, the class, or nothing
 * @param labels the reference as the network takes it: ids of the vocabulary; empty when the
 *     objective has no need of them
 */
public record Example(String id, short[] samples, String reference, int[] labels) {}
