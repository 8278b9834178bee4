package org.wavetrain.promotion;

/**
 * The result of a registration.
 *
 * @param model the registered model's name
 * @param version the version of the export, counted from 1
 * @param decision whether it is in service, and why
 */
public record Registered(String model, int version, Decision decision) {}
