package org.wavetrain.stage.event;

import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.Sha256;

/**
 * The stage's artifact is published; always the last event of a stage that succeeds.
 *
 * @param key the artifact
 * @param contentDigest its content
 * @param cached whether it was there before
 */
public record FinishedEvent(ArtifactKey key, Sha256 contentDigest, boolean cached)
    implements StageEvent {}
