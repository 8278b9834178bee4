package org.wavetrain.report;

/**
 * The model version that a run registered.
 *
 * @param name the registered model
 * @param version counted from 1
 * @param champion whether this version has the alias {@code champion} now
 */
public record RegisteredModel(String name, int version, boolean champion) {}
