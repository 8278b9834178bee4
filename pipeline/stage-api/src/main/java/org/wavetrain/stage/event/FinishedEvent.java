package org.wavetrain.stage.event;

import org.wavetrain.artifacts.Sha256;

/** The stage's artifact is published; always the last event of a stage that succeeds. */
public record FinishedEvent(Sha256 contentDigest) implements StageEvent {}
