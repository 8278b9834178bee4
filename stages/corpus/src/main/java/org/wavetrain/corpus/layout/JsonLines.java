package org.wavetrain.corpus.layout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Reads a file with a flat JSON object in each line. */
final class JsonLines {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonLines() {}

  static void read(Path file, RowVisitor visitor) throws IOException {
    ListFile.forEachLine(file, (number, line) -> read(number, line, visitor));
  }

  private static void read(int number, String line, RowVisitor visitor) {
    JsonNode object;
    try {
      object = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      visitor.problem(number, "is no JSON: " + e.getOriginalMessage());
      return;
    }
    if (!object.isObject()) {
      visitor.problem(number, "is no JSON object");
      return;
    }
    Map<String, String> values = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      JsonNode value = field.getValue();
      if (value.isContainerNode()) {
        visitor.problem(number, "has a " + field.getKey() + " that is no text or number");
        return;
      }
      if (!value.isNull() && !value.asText().isBlank()) {
        values.put(field.getKey(), value.asText().strip());
      }
    }
    visitor.row(number, values);
  }
}
