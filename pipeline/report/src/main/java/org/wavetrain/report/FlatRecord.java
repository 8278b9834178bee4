package org.wavetrain.report;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/** An object as one row of a table, with the fields of objects in it beside its own. */
final class FlatRecord {
  private static final String NOTHING = "–";

  private final Map<String, JsonNode> values = new LinkedHashMap<>();

  private FlatRecord() {}

  static FlatRecord of(JsonNode object) {
    FlatRecord flat = new FlatRecord();
    flat.add("", object);
    return flat;
  }

  private void add(String outer, JsonNode object) {
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = outer + field.getKey();
      if (field.getValue().isObject()) {
        add(name + ": ", field.getValue());
      } else {
        values.put(name, field.getValue());
      }
    }
  }

  /** The names of the fields, those of inner objects as {@code outer: inner}. */
  Set<String> names() {
    return values.keySet();
  }

  /** Whether the field is a number, null or not there. */
  boolean mayBeNumber(String name) {
    JsonNode value = value(name);
    return value.isNumber() || value.isNull() || value.isMissingNode();
  }

  String text(String name) {
    return text(value(name));
  }

  private JsonNode value(String name) {
    return values.getOrDefault(name, MissingNode.getInstance());
  }

  /** A value in words, never as JSON. */
  static String text(JsonNode value) {
    if (value.isMissingNode() || value.isNull() || (value.isContainerNode() && value.isEmpty())) {
      return NOTHING;
    }
    if (value.isNumber()) {
      return Wording.figure(value.doubleValue());
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "yes" : "no";
    }
    if (value.isArray()) {
      return StreamSupport.stream(value.spliterator(), false)
          .map(FlatRecord::text)
          .collect(joining(", "));
    }
    if (value.isObject()) {
      return value.properties().stream()
          .map(field -> field.getKey() + " " + text(field.getValue()))
          .collect(joining(", "));
    }
    return value.asText();
  }
}
