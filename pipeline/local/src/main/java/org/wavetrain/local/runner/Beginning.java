package org.wavetrain.local.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.wavetrain.stage.Job;

/**
 * What an orchestrator is to do.
 *
 * @param run the run
 * @param tasks its stages, in an order in which they can run
 */
public record Beginning(BegunRun run, List<Task> tasks) {
  public Beginning {
    tasks = List.copyOf(tasks);
  }

  /**
   * One stage.
   *
   * @param needs for each input that takes artifacts, the stages that make them, in the order of
   *     the file
   * @param job what the stage is told, but for the keys of these artifacts
   */
  public record Task(Map<String, List<String>> needs, Job job) {}

  /** One line. */
  public String toJson() {
    ObjectNode json = BegunRun.MAPPER.valueToTree(run);
    ArrayNode jobs = json.putArray("jobs");
    for (Task task : tasks) {
      ObjectNode entry = jobs.addObject();
      entry.put("stage", task.job().name()).put("kind", task.job().kind());
      entry.set("needs", BegunRun.MAPPER.valueToTree(task.needs()));
      entry.set("job", tree(task.job()));
    }
    return json.toString();
  }

  private static JsonNode tree(Job job) {
    try {
      return BegunRun.MAPPER.readTree(job.toJson());
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("every job has a JSON form", impossible);
    }
  }
}
