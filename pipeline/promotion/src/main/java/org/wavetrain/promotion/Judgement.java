package org.wavetrain.promotion;

import org.wavetrain.tracking.ModelVersion;

/**
 * What was decided about a version, and on what grounds.
 *
 * @param version it
 * @param runId the tracked run that made it; empty text if that is not known
 * @param standing what the decision rests on
 * @param decision it
 * @param verdict the same for others
 */
record Judgement(
    ModelVersion version, String runId, Standing standing, Decision decision, Verdict verdict) {}
