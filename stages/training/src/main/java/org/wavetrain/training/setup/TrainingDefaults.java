package org.wavetrain.training.setup;

/**
 * The defaults in which the training stages differ.
 *
 * @param steps updates
 * @param learningRate its peak
 * @param warmupSteps updates until it is reached
 * @param maximumSeconds longest utterance, or the length to which longer ones are cut
 * @param batchSize utterances in a batch
 * @param accumulation batches for an update
 */
public record TrainingDefaults(
    long steps,
    double learningRate,
    long warmupSteps,
    double maximumSeconds,
    int batchSize,
    int accumulation) {}
