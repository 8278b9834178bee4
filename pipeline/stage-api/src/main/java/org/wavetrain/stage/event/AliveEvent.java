package org.wavetrain.stage.event;

/** The stage is alive, whether or not it has anything else to tell. */
public record AliveEvent() implements StageEvent {}
