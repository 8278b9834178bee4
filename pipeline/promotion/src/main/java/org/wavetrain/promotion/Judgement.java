package org.wavetrain.promotion;

import org.wavetrain.tracking.ModelVersion;

/**
 * What was decided about a version, and on what grounds.
 *
 * @param version it
 * @param standing what the decision rests on
 * @param decision it
 * @param verdict the same for others
 */
record Judgement(ModelVersion version, Standing standing, Decision decision, Verdict verdict) {}
