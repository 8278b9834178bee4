package org.wavetrain.report.comparison;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a run took.
 *
 * @param making how long it took to make all its artifacts, those too that it found in the cache
 * @param bytes of all its artifacts together
 * @param wattHours the energy that the processors took while its own stages ran; empty where no
 *     machine told it
 */
public record RunCost(Duration making, long bytes, OptionalDouble wattHours) {}
