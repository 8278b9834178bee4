package org.wavetrain.report.comparison;

/**
 * A value of a metric on the way.
 *
 * @param hours since the stage's tracking run began, without those in which it stood still
 */
record CurvePoint(long step, double hours, double value) {}
