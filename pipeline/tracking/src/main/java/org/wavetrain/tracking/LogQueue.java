package org.wavetrain.tracking;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.RunTag;

/**
 * What has been logged and not yet sent. Any thread adds; one thread at a time takes the next
 * batch, sends it, and only then removes it.
 */
final class LogQueue {
  /** Limits of one {@code runs/log-batch} request, from MLflow's REST API. */
  static final int MOST_ENTRIES = 1000;

  private static final int MOST_PARAMETERS = 100;
  private static final int MOST_TAGS = 100;

  private final Queue<Metric> metrics = new ArrayDeque<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Queue<RunTag> tags = new ArrayDeque<>();

  /** Something to send in one request. */
  record Batch(List<Metric> metrics, List<Param> parameters, List<RunTag> tags) {
    boolean isEmpty() {
      return metrics.isEmpty() && parameters.isEmpty() && tags.isEmpty();
    }
  }

  synchronized void add(Metric metric) {
    metrics.add(metric);
  }

  synchronized void add(RunTag tag) {
    tags.add(tag);
  }

  synchronized void addParameter(String name, String value) {
    String waiting = parameters.putIfAbsent(name, value);
    if (waiting != null && !waiting.equals(value)) {
      throw new IllegalArgumentException(
          "parameter " + name + " is " + waiting + " and cannot become " + value);
    }
  }

  synchronized int size() {
    return metrics.size() + parameters.size() + tags.size();
  }

  synchronized Batch next() {
    List<Param> someParameters =
        parameters.entrySet().stream()
            .limit(MOST_PARAMETERS)
            .map(entry -> parameter(entry.getKey(), entry.getValue()))
            .toList();
    List<RunTag> someTags = tags.stream().limit(MOST_TAGS).toList();
    List<Metric> someMetrics =
        metrics.stream().limit(MOST_ENTRIES - someParameters.size() - someTags.size()).toList();
    return new Batch(someMetrics, someParameters, someTags);
  }

  synchronized void remove(Batch sent) {
    removeFirst(metrics.iterator(), sent.metrics().size());
    removeFirst(tags.iterator(), sent.tags().size());
    sent.parameters().forEach(parameter -> parameters.remove(parameter.getKey()));
  }

  private static void removeFirst(Iterator<?> entries, int count) {
    for (int i = 0; i < count; i++) {
      entries.next();
      entries.remove();
    }
  }

  private static Param parameter(String name, String value) {
    return Param.newBuilder().setKey(name).setValue(value).build();
  }
}
