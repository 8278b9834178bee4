package org.wavetrain.report;

import java.time.Duration;
import java.util.Optional;

/**
 * Where a stage's result is and how it came about, whichever run made it.
 *
 * @param address of the artifact
 * @param making how long it took to make, when it was made
 * @param runId of the tracked run that made it; empty if the tracking server does not know one
 */
record StageTrace(String address, Duration making, Optional<String> runId) {}
