package org.wavetrain.artifacts;

import java.time.Duration;
import java.util.Optional;

/**
 * A small object together with its version.
 *
 * @param content its bytes
 * @param tag its version: what a conditional write names
 * @param age how long ago it was written, by the store's own clock and to the second; empty if the
 *     store does not tell
 */
public record StampedObject(byte[] content, String tag, Optional<Duration> age) {}
