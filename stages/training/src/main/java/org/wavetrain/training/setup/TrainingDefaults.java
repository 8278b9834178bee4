package org.wavetrain.training.setup;

/**
 * The defaults in which the training stages differ.
 *
 * @param steps updates
 * @param learningRate its peak
 * @param warmupSteps updates until it is reached
 * @param maximumSeconds longest utterance, or the length to which longer ones are cut
 */
public record TrainingDefaults(
    long steps, double learningRate, long warmupSteps, double maximumSeconds) {}
