package org.wavetrain.tracking;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;
import org.wavetrain.tracking.LogEntry.End;
import org.wavetrain.tracking.LogEntry.Input;
import org.wavetrain.tracking.LogEntry.MetricValue;
import org.wavetrain.tracking.LogEntry.Parameter;
import org.wavetrain.tracking.LogEntry.Tag;

/** Entries that are sent together, within the limits of one {@code runs/log-batch} request. */
final class LogBatch {
  /** Limits from MLflow's REST API. */
  static final int MOST_ENTRIES = 1000;

  private static final int MOST_PARAMETERS = 100;
  private static final int MOST_TAGS = 100;

  private final List<Metric> metrics = new ArrayList<>();
  private final List<Param> parameters = new ArrayList<>();
  private final Set<String> parameterNames = new HashSet<>();
  private final List<RunTag> tags = new ArrayList<>();
  private final List<DatasetInput> inputs = new ArrayList<>();
  private Optional<End> end = Optional.empty();

  /** Adds an entry; false if it has to wait for the next batch. */
  boolean add(LogEntry entry) {
    if (size() == MOST_ENTRIES || end.isPresent()) {
      return false;
    }
    if (entry instanceof MetricValue metric) {
      return metrics.add(metric(metric));
    }
    if (entry instanceof Parameter parameter) {
      // A request may not name a parameter twice, even with the same value.
      return parameters.size() < MOST_PARAMETERS
          && parameterNames.add(parameter.name())
          && parameters.add(
              Param.newBuilder().setKey(parameter.name()).setValue(parameter.value()).build());
    }
    if (entry instanceof Tag tag) {
      return tags.size() < MOST_TAGS
          && tags.add(RunTag.newBuilder().setKey(tag.name()).setValue(tag.value()).build());
    }
    if (entry instanceof Input input) {
      return inputs.add(input.dataset());
    }
    end = Optional.of((End) entry);
    return true;
  }

  boolean isEmpty() {
    return size() == 0 && end.isEmpty();
  }

  /** Whether there is something for {@code runs/log-batch}. */
  boolean hasValues() {
    return size() > inputs.size();
  }

  List<Metric> metrics() {
    return metrics;
  }

  List<Param> parameters() {
    return parameters;
  }

  List<RunTag> tags() {
    return tags;
  }

  List<DatasetInput> inputs() {
    return inputs;
  }

  /** The end of the run, to be told after the rest. */
  Optional<End> end() {
    return end;
  }

  private int size() {
    return metrics.size() + parameters.size() + tags.size() + inputs.size();
  }

  private static Metric metric(MetricValue metric) {
    return Metric.newBuilder()
        .setKey(metric.name())
        .setValue(metric.value())
        .setStep(metric.step())
        .setTimestamp(metric.time())
        .build();
  }
}
