package org.wavetrain.website;

import java.time.Instant;
import java.util.Optional;

/**
 * When an orchestrator runs something.
 *
 * @param name what it calls it
 * @param when in words; empty if it runs only when it is asked to
 * @param next when it runs next
 * @param paused whether it does not run until somebody lets it
 */
public record Schedule(
    String name, Optional<String> when, Optional<Instant> next, boolean paused) {}
