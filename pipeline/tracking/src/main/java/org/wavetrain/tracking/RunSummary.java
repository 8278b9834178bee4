package org.wavetrain.tracking;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunTag;

/**
 * A run as the server knows it.
 *
 * @param id its id
 * @param experimentId the experiment that it belongs to
 * @param name what people see
 * @param status what has become of it
 * @param started when it was started first
 * @param ended when it ended last; empty while it runs for the first time
 * @param lastLogged when it logged the latest of its metrics; empty if it has logged none
 * @param parameters by name
 * @param metrics the latest value of each metric, by name
 * @param tags by name, including MLflow's own ({@code mlflow.…})
 * @param artifactUri the address of its files: {@code s3://…}, {@code mlflow-artifacts:/…} or what
 *     else the server was set up with, or somebody wrote; it may be no address at all
 */
public record RunSummary(
    String id,
    String experimentId,
    String name,
    RunStatus status,
    Instant started,
    Optional<Instant> ended,
    Optional<Instant> lastLogged,
    Map<String, String> parameters,
    Map<String, Double> metrics,
    Map<String, String> tags,
    String artifactUri) {
  public RunSummary {
    parameters = Map.copyOf(parameters);
    metrics = Map.copyOf(metrics);
    tags = Map.copyOf(tags);
  }

  /** The run that this one is shown under. */
  public Optional<String> parentRunId() {
    return Optional.ofNullable(tags.get(Tracking.PARENT_RUN_TAG));
  }

  /** Whether it goes on, or is about to. */
  public boolean isUnderWay() {
    return status == RunStatus.RUNNING || status == RunStatus.SCHEDULED;
  }

  /** The last that is known of it: its end, or what it logged last, or else its start. */
  public Instant lastKnown() {
    return Stream.of(Optional.of(started), lastLogged, ended)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder())
        .orElse(started);
  }

  /** The times in which nothing worked on it. */
  public Pauses pauses() {
    return Pauses.ofTag(tags.getOrDefault(Pauses.TAG, ""));
  }

  /** How long it took, without its pauses; empty while it goes on. */
  public Optional<Duration> took() {
    return isUnderWay() ? Optional.empty() : ended.map(this::workedUntil);
  }

  /** When it would have been started if it had never paused. */
  public Instant workingSince() {
    return started.plus(pauses().total());
  }

  /** How long it had been worked on at a time. */
  public Duration workedUntil(Instant time) {
    Duration worked = Duration.between(started, time).minus(pauses().before(time));
    return worked.isNegative() ? Duration.ZERO : worked;
  }

  static RunSummary of(Run run) {
    RunInfo info = run.getInfo();
    return new RunSummary(
        info.getRunId(),
        info.getExperimentId(),
        info.getRunName(),
        RunStatus.valueOf(info.getStatus().name()),
        Instant.ofEpochMilli(info.getStartTime()),
        info.getEndTime() == 0
            ? Optional.empty()
            : Optional.of(Instant.ofEpochMilli(info.getEndTime())),
        run.getData().getMetricsList().stream()
            .map(metric -> Instant.ofEpochMilli(metric.getTimestamp()))
            .max(Comparator.naturalOrder()),
        run.getData().getParamsList().stream()
            .collect(toUnmodifiableMap(Param::getKey, Param::getValue)),
        run.getData().getMetricsList().stream()
            .collect(
                toUnmodifiableMap(
                    Metric::getKey, metric -> MetricValues.received(metric.getValue()))),
        run.getData().getTagsList().stream()
            .collect(toUnmodifiableMap(RunTag::getKey, RunTag::getValue)),
        info.getArtifactUri());
  }
}
