package org.wavetrain.training.loop;

/**
 * Something about a training that deserves a look.
 *
 * @param name what it is, in lower_snake_case; stable, so that warnings can be counted
 * @param step after how many updates it was seen
 * @param sentence what was seen, with the numbers
 * @param remedy what usually helps
 */
public record TrainingWarning(String name, long step, String sentence, String remedy) {}
