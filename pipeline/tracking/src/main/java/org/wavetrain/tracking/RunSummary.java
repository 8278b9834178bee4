package org.wavetrain.tracking;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
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
 * @param parameters by name
 * @param metrics the latest value of each metric, by name
 * @param tags by name, including MLflow's own ({@code mlflow.…})
 * @param artifactUri the address of its files: {@code s3://…}, {@code mlflow-artifacts:/…} or what
 *     else the server was set up with
 */
public record RunSummary(
    String id,
    String experimentId,
    String name,
    RunStatus status,
    Instant started,
    Optional<Instant> ended,
    Map<String, String> parameters,
    Map<String, Double> metrics,
    Map<String, String> tags,
    URI artifactUri) {
  public RunSummary {
    parameters = Map.copyOf(parameters);
    metrics = Map.copyOf(metrics);
    tags = Map.copyOf(tags);
  }

  /** The run that this one is shown under. */
  public Optional<String> parentRunId() {
    return Optional.ofNullable(tags.get(Tracking.PARENT_RUN_TAG));
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
        run.getData().getParamsList().stream()
            .collect(toUnmodifiableMap(Param::getKey, Param::getValue)),
        run.getData().getMetricsList().stream()
            .collect(
                toUnmodifiableMap(
                    Metric::getKey, metric -> MetricValues.received(metric.getValue()))),
        run.getData().getTagsList().stream()
            .collect(toUnmodifiableMap(RunTag::getKey, RunTag::getValue)),
        URI.create(info.getArtifactUri()));
  }
}
