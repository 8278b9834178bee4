package org.wavetrain.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.wavetrain.promotion.Measured;
import org.wavetrain.promotion.Verdict;

/** The line form of tasks' results. */
final class TaskJson {
  private static final JsonMapper JSON = new JsonMapper();

  private TaskJson() {}

  static String of(Verdict verdict) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("model", verdict.model())
            .put("version", verdict.version())
            .put("passed", verdict.passed())
            .put("reason", verdict.reason());
    verdict.champion().ifPresent(champion -> json.put("champion", champion));
    verdict.measured().ifPresent(measured -> add(measured, json));
    json.set("rules", JSON.valueToTree(verdict.rules()));
    return json.toString();
  }

  private static void add(Measured measured, ObjectNode json) {
    json.put("metric", measured.metric()).put("value", measured.value());
    json.put("better", measured.better().name().toLowerCase(Locale.ROOT));
  }

  /** What a page was written for, and where it is. */
  static String of(String runId, String report) {
    return page(runId, report).toString();
  }

  /** As {@link #of(String, String)}, and whether the runs were made of the same recordings. */
  static String ofComparison(String runId, String report, boolean sameCorpora) {
    return page(runId, report).put("sameCorpora", sameCorpora).toString();
  }

  private static ObjectNode page(String runId, String report) {
    return JSON.createObjectNode().put("pipelineRunId", runId).put("report", report);
  }
}
