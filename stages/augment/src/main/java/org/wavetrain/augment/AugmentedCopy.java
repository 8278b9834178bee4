package org.wavetrain.augment;

import org.wavetrain.corpus.Utterance;

/**
 * A changed copy of an utterance.
 *
 * @param utterance says how it was made
 * @param samples its sound, 16 kHz mono
 */
@SuppressWarnings("ArrayRecordComponent") // Made once and written once, never compared.
record AugmentedCopy(Utterance utterance, short[] samples) {}
