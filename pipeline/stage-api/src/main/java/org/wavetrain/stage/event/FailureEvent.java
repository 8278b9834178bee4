package org.wavetrain.stage.event;

/**
 * Why the stage failed: the parts of a {@link org.wavetrain.failure.UserFailure}.
 *
 * @param code the failure's stable name
 * @param sentence what went wrong
 * @param remedy what to do about it
 */
public record FailureEvent(String code, String sentence, String remedy) implements StageEvent {}
