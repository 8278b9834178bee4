package org.wavetrain.artifacts;

import java.time.Instant;
import java.util.Optional;

/**
 * Who holds a claim, for people.
 *
 * @param place machine and process
 * @param since when it was taken, by that machine's clock; empty if an older program took it
 */
public record ClaimHolder(String place, Optional<Instant> since) {}
