package org.wavetrain.stage.event;

/** One line for the person who watches. */
public record MessageEvent(String line) implements StageEvent {}
