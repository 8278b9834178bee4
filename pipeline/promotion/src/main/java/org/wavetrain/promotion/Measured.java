package org.wavetrain.promotion;

/**
 * The figure by which a version is judged, for whoever has to choose among several.
 *
 * @param metric the metric's name
 * @param value a finite number
 * @param better which values are better
 */
public record Measured(String metric, double value, Direction better) {}
