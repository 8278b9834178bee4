package org.wavetrain.promotion;

/**
 * What became of a version at the gate, or of a wish to put one in service.
 *
 * @param model the registered model's name
 * @param version the version, counted from 1
 * @param passed whether it may be put in service, or is
 * @param reason why, in one sentence
 */
public record Verdict(String model, int version, boolean passed, String reason) {}
