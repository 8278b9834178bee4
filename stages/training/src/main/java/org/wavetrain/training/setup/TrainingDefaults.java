package org.wavetrain.training.setup;

/**
 * The defaults in which the training stages differ.
 *
 * @param steps updates
 * @param learningRate its peak
 * @param warmupSteps updates until it is reached
 * @param maximumSeconds longest utterance, or the length to which longer ones are cut
 * @param groupByLength whether utterances of about equal length meet in a batch
 */
public record TrainingDefaults(
    long steps,
    double learningRate,
    long warmupSteps,
    double maximumSeconds,
    boolean groupByLength) {}
