package org.wavetrain.testing;

import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.StageEvent;

/**
 * How a stage ended.
 *
 * @param key the artifact that it was to make
 * @param exitCode 0 when it is published
 * @param events what the process reported
 */
public record StageOutcome(ArtifactKey key, int exitCode, List<StageEvent> events) {
  public StageOutcome {
    events = List.copyOf(events);
  }

  /** What the user is told, when it failed. */
  public Optional<FailureEvent> failure() {
    return events.stream()
        .filter(FailureEvent.class::isInstance)
        .map(FailureEvent.class::cast)
        .findFirst();
  }
}
