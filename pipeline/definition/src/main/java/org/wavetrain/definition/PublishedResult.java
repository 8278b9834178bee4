package org.wavetrain.definition;

/**
 * A figure that somebody else published for the recipe that a pipeline follows; shown beside the
 * pipeline's own, never in its place.
 *
 * @param metric the metric of the pipeline's evaluation that it compares with, for example {@code
 *     wer}
 * @param value in the metric's unit: a share, not a percentage
 * @param measured what it was measured on, in words
 * @param source where it was published
 */
public record PublishedResult(String metric, double value, String measured, String source) {}
