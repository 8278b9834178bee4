package org.wavetrain.local.runner;

import org.wavetrain.failure.ErrorCode;

/** A code that a stage's process reported. */
record StageFailureCode(String name) implements ErrorCode {}
