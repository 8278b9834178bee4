package org.wavetrain.training.batch;

import org.wavetrain.corpus.SampleSource;

/**
 * One utterance to train on or to validate with; its samples stay where they are until a batch
 * needs them.
 *
 * @param id the utterance's id in the corpus
 * @param reference what is right: the text, the class, or nothing
 * @param samples 16 kHz mono PCM
 */
public record Example(String id, String reference, SampleSource samples) {}
