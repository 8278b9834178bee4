package org.wavetrain.report;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.tracking.RunStatus;

/**
 * A run of a whole pipeline, as the tracking server knows it.
 *
 * @param id its tracking run
 * @param experimentId the experiment that its stages' runs are in as well
 * @param pipeline the pipeline's name
 * @param name what the run is called
 * @param description of the pipeline; empty if it has none
 * @param elapsed how long it took, without the times in which nobody went on with it; empty while
 *     it goes on
 * @param workingSince when it would have been started if it had never stood still
 * @param silentSince when something was heard of it last, if that is so long ago that nothing can
 *     work on it any more, although it counts as running
 * @param stages the names of all its stages, in the order of running; none if it was not told
 * @param artifacts the keys of what its stages have made or found so far, by stage
 * @param model the registered model that it adds a version to; empty if it was not told
 * @param evaluatedBy the stage whose figures decide; empty if it was not told
 * @param published what others reached with its recipe
 * @param problems what of it cannot be read, or has gone wrong unseen, as sentences; usually none
 */
public record PipelineRun(
    String id,
    String experimentId,
    String pipeline,
    String name,
    String description,
    RunStatus status,
    Instant started,
    Optional<Duration> elapsed,
    Instant workingSince,
    Optional<Instant> silentSince,
    List<String> stages,
    SortedMap<String, ArtifactKey> artifacts,
    Optional<String> model,
    Optional<String> evaluatedBy,
    List<PublishedResult> published,
    List<String> problems) {
  private static final String EVALUATE = "evaluate";

  public PipelineRun {
    stages = List.copyOf(stages);
    artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
    published = List.copyOf(published);
    problems = List.copyOf(problems);
  }

  /** Whether it goes on. */
  public boolean running() {
    return status == RunStatus.RUNNING || status == RunStatus.SCHEDULED;
  }

  /** What tells its figures: the evaluation that its pipeline judges it by, or else all. */
  public List<ArtifactKey> evaluations() {
    return artifacts.entrySet().stream()
        .filter(artifact -> artifact.getValue().stage().equals(EVALUATE))
        .filter(artifact -> evaluatedBy.map(artifact.getKey()::equals).orElse(true))
        .map(Map.Entry::getValue)
        .toList();
  }

  /** How long it took, or has been worked on so far; empty if nobody wrote down when it ended. */
  public Optional<Duration> elapsedAt(Instant now) {
    return running()
        ? Optional.of(Duration.between(workingSince, silentSince.orElse(now)))
        : elapsed;
  }
}
