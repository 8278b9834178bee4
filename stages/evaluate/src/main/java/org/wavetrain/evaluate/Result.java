package org.wavetrain.evaluate;

import org.wavetrain.training.metrics.EditCounts;

/**
 * How well some utterances were transcribed.
 *
 * @param utterances how many there are
 * @param seconds their length
 * @param words edits of their words
 * @param characters edits of their characters
 * @param wordErrorRate where the word error rate lies with 95 % confidence
 * @param characterErrorRate where the character error rate lies
 */
record Result(
    long utterances,
    double seconds,
    EditCounts words,
    EditCounts characters,
    Interval wordErrorRate,
    Interval characterErrorRate) {}
