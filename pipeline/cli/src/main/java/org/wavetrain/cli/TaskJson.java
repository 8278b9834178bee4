package org.wavetrain.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.wavetrain.promotion.Verdict;

/** The line form of tasks' results. */
final class TaskJson {
  private static final JsonMapper JSON = new JsonMapper();

  private TaskJson() {}

  static String of(Verdict verdict) throws JsonProcessingException {
    return JSON.writeValueAsString(verdict);
  }

  /** What a page was written for, and where it is. */
  static String of(String runId, String report) {
    return JSON.createObjectNode().put("pipelineRunId", runId).put("report", report).toString();
  }
}
