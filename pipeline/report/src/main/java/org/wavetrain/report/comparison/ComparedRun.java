package org.wavetrain.report.comparison;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.tracking.RunStatus;

/**
 * One of several runs of pipelines that are set side by side.
 *
 * @param runId its tracking run
 * @param pipeline the pipeline's name, which is also the name of its experiment
 * @param name what the page calls it; two that are compared have different ones
 * @param elapsed how long it took, or has taken so far, without the times in which nobody went on
 *     with it; empty if nobody wrote down when it ended
 * @param artifacts the keys of what it made or found, by stage, in the order of running if that is
 *     known
 * @param evaluatedBy the stage whose figures decide; empty if that is not known
 * @param problems what of it cannot be read, as sentences; usually none
 */
public record ComparedRun(
    String runId,
    String pipeline,
    String name,
    RunStatus status,
    Instant started,
    Optional<Duration> elapsed,
    Map<String, ArtifactKey> artifacts,
    Optional<String> evaluatedBy,
    List<String> problems) {
  public ComparedRun {
    artifacts = Collections.unmodifiableMap(new LinkedHashMap<>(artifacts));
    problems = List.copyOf(problems);
  }
}
