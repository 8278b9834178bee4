package org.wavetrain.ingest;

/**
 * How a corpus is divided.
 *
 * @param testShare share of each source's speakers that go to the test set, and of the sentences
 *     that several splits compete for
 * @param validationShare share that go to the validation set
 * @param allowSpeakerOverlap whether a source with too few speakers may be divided by sentence
 *     alone
 * @param asTheCorpusSays whether splits that a corpus defines are used
 * @param seed from which speakers and sentences are drawn
 */
record SplitSettings(
    double testShare,
    double validationShare,
    boolean allowSpeakerOverlap,
    boolean asTheCorpusSays,
    long seed) {}
