package org.wavetrain.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.wavetrain.tracking.LogEntry.End;
import org.wavetrain.tracking.LogEntry.Input;
import org.wavetrain.tracking.LogEntry.MetricValue;
import org.wavetrain.tracking.LogEntry.Parameter;
import org.wavetrain.tracking.LogEntry.Tag;

/** Entries as lines of JSON, told apart by the name of their first field. */
final class LogEntryJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private LogEntryJson() {}

  /** The entry as one line, with the line end. */
  static String write(LogEntry entry) {
    return node(entry) + "\n";
  }

  /**
   * Reads what {@link #write} writes.
   *
   * @throws IllegalArgumentException if the line is none
   */
  static LogEntry read(String line) {
    try {
      return entry(MAPPER.readTree(line), line);
    } catch (JsonProcessingException malformed) {
      throw new IllegalArgumentException("no log entry: " + line, malformed);
    }
  }

  private static ObjectNode node(LogEntry entry) {
    ObjectNode node = MAPPER.createObjectNode();
    if (entry instanceof MetricValue metric) {
      // As text where JSON has no number.
      node.put("metric", metric.name()).put("value", metric.value());
      return node.put("step", metric.step()).put("time", metric.time());
    }
    if (entry instanceof Parameter parameter) {
      return node.put("parameter", parameter.name()).put("value", parameter.value());
    }
    if (entry instanceof Tag tag) {
      return node.put("tag", tag.name()).put("value", tag.value());
    }
    if (entry instanceof Input input) {
      return node.set("input", MAPPER.valueToTree(input.dataset()));
    }
    End end = (End) entry;
    return node.put("end", end.status().name()).put("time", end.time());
  }

  private static LogEntry entry(JsonNode node, String line) throws JsonProcessingException {
    if (node.has("metric")) {
      return new MetricValue(
          node.path("metric").asText(),
          Double.parseDouble(node.path("value").asText()),
          node.path("step").asLong(),
          node.path("time").asLong());
    }
    if (node.has("parameter")) {
      return new Parameter(node.path("parameter").asText(), node.path("value").asText());
    }
    if (node.has("tag")) {
      return new Tag(node.path("tag").asText(), node.path("value").asText());
    }
    if (node.has("input")) {
      return new Input(MAPPER.treeToValue(node.path("input"), DatasetInput.class));
    }
    if (node.has("end")) {
      return new End(RunStatus.valueOf(node.path("end").asText()), node.path("time").asLong());
    }
    throw new IllegalArgumentException("no log entry: " + line);
  }
}
