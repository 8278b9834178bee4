package org.wavetrain.corpus;

/**
 * Size of one split.
 *
 * @param utterances how many there are
 * @param seconds their length together
 * @param speakers how many speakers they have
 * @param transcribed how many have a text
 * @param labelled how many have a label
 */
public record SplitSummary(
    int utterances, double seconds, int speakers, int transcribed, int labelled) {}
