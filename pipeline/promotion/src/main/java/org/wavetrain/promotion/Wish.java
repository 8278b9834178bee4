package org.wavetrain.promotion;

/**
 * What somebody wants to be so: that an alias points to a version.
 *
 * @param alias {@code champion} for the version in service
 * @param reason why
 */
record Wish(String model, int version, String alias, String reason) {}
