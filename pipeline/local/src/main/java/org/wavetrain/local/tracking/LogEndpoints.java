package org.wavetrain.local.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code runs/…} that add metrics, parameters, tags and inputs to a run. */
final class LogEndpoints {
  private static final int MOST_METRICS = 1000;
  private static final int MOST_PARAMETERS = 100;
  private static final int MOST_TAGS = 100;
  private static final int MOST_ENTRIES = 1000;

  void addTo(Endpoints endpoints) {
    endpoints.writing("POST", "runs/log-metric", this::logMetric);
    endpoints.writing("POST", "runs/log-parameter", this::logParameter);
    endpoints.writing("POST", "runs/set-tag", this::setTag);
    endpoints.writing("POST", "runs/delete-tag", this::deleteTag);
    endpoints.writing("POST", "runs/log-batch", this::logBatch);
    endpoints.writing("POST", "runs/log-inputs", this::logInputs);
  }

  private ObjectNode logMetric(Sql sql, ApiRequest request) throws SQLException {
    MetricTable.log(sql, activeRun(sql, request), List.of(request));
    return Json.object();
  }

  private ObjectNode logParameter(Sql sql, ApiRequest request) throws SQLException {
    logParameter(sql, activeRun(sql, request), request);
    return Json.object();
  }

  private ObjectNode setTag(Sql sql, ApiRequest request) throws SQLException {
    String runId = activeRun(sql, request);
    RunTags.set(sql, runId, request.text("key"), request.textOrEmpty("value"));
    return Json.object();
  }

  private ObjectNode deleteTag(Sql sql, ApiRequest request) throws SQLException {
    RunTags.delete(sql, activeRun(sql, request), request.text("key"));
    return Json.object();
  }

  private ObjectNode logBatch(Sql sql, ApiRequest request) throws SQLException {
    String runId = activeRun(sql, request);
    List<ApiRequest> metrics = request.objects("metrics");
    List<ApiRequest> parameters = request.objects("params");
    List<ApiRequest> tags = request.objects("tags");
    limit("metrics", metrics.size(), MOST_METRICS);
    limit("params", parameters.size(), MOST_PARAMETERS);
    limit("tags", tags.size(), MOST_TAGS);
    limit("entities", metrics.size() + parameters.size() + tags.size(), MOST_ENTRIES);
    requireUnique(parameters);
    for (ApiRequest parameter : parameters) {
      logParameter(sql, runId, parameter);
    }
    MetricTable.log(sql, runId, metrics);
    for (ApiRequest tag : tags) {
      RunTags.set(sql, runId, tag.text("key"), tag.textOrEmpty("value"));
    }
    return Json.object();
  }

  private ObjectNode logInputs(Sql sql, ApiRequest request) throws SQLException {
    String runId = activeRun(sql, request);
    for (ApiRequest input : request.objects("datasets")) {
      InputTable.log(sql, runId, input);
    }
    return Json.object();
  }

  private static void logParameter(Sql sql, String runId, ApiRequest parameter)
      throws SQLException {
    String key = Names.entity("param", parameter.text("key"));
    String value = Names.parameterValue(parameter.textOrEmpty("value"));
    Optional<String> known =
        sql.first(
            "SELECT value FROM params WHERE run_uuid = ? AND \"key\" = ?",
            List.of(runId, key),
            row -> row.getString(1));
    if (known.isEmpty()) {
      sql.update(
          "INSERT INTO params (run_uuid, \"key\", value) VALUES (?, ?, ?)", runId, key, value);
    } else if (!known.get().equals(value)) {
      throw ApiError.invalid(
          ("Changing param values is not allowed. Param with key='%s' was already logged with"
                  + " value='%s' for run ID='%s'. Attempted logging new value '%s'.")
              .formatted(key, known.get(), runId, value));
    }
  }

  private static String activeRun(Sql sql, ApiRequest request) throws SQLException {
    String runId = request.firstText("run_id", "run_uuid");
    RunTable.requireActive(sql, runId);
    return runId;
  }

  private static void limit(String kind, int count, int most) {
    if (count > most) {
      throw ApiError.invalid(
          "A batch logging request can contain at most %d %s. Got %d %s."
              .formatted(most, kind, count, kind));
    }
  }

  private static void requireUnique(List<ApiRequest> parameters) {
    Set<String> keys = new HashSet<>();
    for (ApiRequest parameter : parameters) {
      if (!keys.add(parameter.text("key"))) {
        throw ApiError.invalid(
            "Duplicate parameter keys have been submitted: " + parameter.text("key"));
      }
    }
  }
}
