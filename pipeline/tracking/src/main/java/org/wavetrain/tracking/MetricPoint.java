package org.wavetrain.tracking;

import java.time.Instant;

/**
 * One value of a metric.
 *
 * @param step the step that it was logged for
 * @param value may be NaN or infinite
 * @param logged when it was logged
 */
public record MetricPoint(long step, double value, Instant logged) {}
