package org.wavetrain.wav2vec2.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Takes fields from a JSON object one by one; what is left over can be asked for at the end. A
 * value of the wrong type becomes a problem and counts as its default.
 */
final class Fields {
  static final String EARLY_EXITS = "early_exits";

  private final Map<String, JsonNode> left = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();
  private final List<String> unsupported = new ArrayList<>();

  Fields(ObjectNode json) {
    json.properties().forEach(field -> left.put(field.getKey(), field.getValue()));
  }

  List<String> problems() {
    return problems;
  }

  /** What of a model is asked for that is not made here, whatever its other fields say. */
  List<String> unsupported() {
    return unsupported;
  }

  /** The fields that nobody took. */
  Map<String, JsonNode> others() {
    return left;
  }

  int integer(String name, int fallback) {
    JsonNode value = take(name);
    if (value == null) {
      return fallback;
    }
    if (value.isInt()) {
      return value.intValue();
    }
    problems.add(name + " is " + value + ", which must be a whole number.");
    return fallback;
  }

  double number(String name, double fallback) {
    JsonNode value = take(name);
    if (value == null) {
      return fallback;
    }
    if (value.isNumber()) {
      return value.doubleValue();
    }
    problems.add(name + " is " + value + ", which must be a number.");
    return fallback;
  }

  boolean flag(String name, boolean fallback) {
    JsonNode value = take(name);
    if (value == null) {
      return fallback;
    }
    if (value.isBoolean()) {
      return value.booleanValue();
    }
    problems.add(name + " is " + value + ", which must be true or false.");
    return fallback;
  }

  <E extends Enum<E>> E choice(String name, E fallback) {
    JsonNode value = take(name);
    if (value == null) {
      return fallback;
    }
    List<String> choices = new ArrayList<>();
    for (E choice : fallback.getDeclaringClass().getEnumConstants()) {
      String word = choice.name().toLowerCase(Locale.ROOT);
      if (word.equals(value.textValue())) {
        return choice;
      }
      choices.add(word);
    }
    problems.add(name + " is " + value + ", which must be one of " + choices + ".");
    return fallback;
  }

  List<Integer> integers(String name, List<Integer> fallback) {
    JsonNode value = take(name);
    return value == null ? fallback : integers(name, value, fallback);
  }

  private List<Integer> integers(String name, JsonNode value, List<Integer> fallback) {
    List<Integer> integers = new ArrayList<>();
    for (JsonNode element : value) {
      if (element.isInt()) {
        integers.add(element.intValue());
      }
    }
    if (value.isArray() && integers.size() == value.size()) {
      return integers;
    }
    problems.add(name + " is " + value + ", which must be a list of whole numbers.");
    return fallback;
  }

  /** Takes a field that must have this value if it is there. */
  void only(String name, Object supported) {
    JsonNode value = take(name);
    if (value != null && !value.asText().equals(supported.toString())) {
      unsupported.add(name + " is " + value + ", of which only " + supported + " is supported.");
    }
  }

  /** Looks at a field that asks for what is not supported, unless it is null, false or empty. */
  void absent(String name, String what) {
    JsonNode value = left.getOrDefault(name, NullNode.getInstance());
    boolean asks = value.isContainerNode() ? !value.isEmpty() : value.asBoolean(!value.isNull());
    if (asks) {
      unsupported.add(name + " is " + value + ", but " + what + " are not supported.");
    }
  }

  /** Takes a field that repeats another and must agree with it; it is not kept. */
  void agree(String name, String otherName, int other) {
    int value = integer(name, other);
    if (value != other) {
      problems.add(name + " is " + value + ", which contradicts " + otherName + " " + other + ".");
    }
  }

  /** {@code id2label} in order of identifier; {@code label2id}, its inverse, must agree. */
  List<String> labels() {
    JsonNode labels = take("id2label");
    JsonNode identifiers = take("label2id");
    List<String> inOrder = new ArrayList<>();
    if (labels == null) {
      return inOrder;
    }
    for (int identifier = 0; identifier < labels.size(); identifier++) {
      JsonNode label = labels.path(Integer.toString(identifier));
      if (!label.isTextual()) {
        problems.add("id2label gives identifier " + identifier + " no label.");
        return List.of();
      }
      int inverse =
          identifiers == null ? identifier : identifiers.path(label.textValue()).asInt(-1);
      if (inverse != identifier) {
        problems.add(
            "label2id gives %s the identifier %d, but id2label %d."
                .formatted(label, inverse, identifier));
      }
      inOrder.add(label.textValue());
    }
    return inOrder;
  }

  EarlyExits earlyExits() {
    JsonNode value = take(EARLY_EXITS);
    if (value == null) {
      return EarlyExits.NONE;
    }
    if (!value.path("layers").isArray()) {
      problems.add(
          EARLY_EXITS + " is " + value + ", which must be an object with a list called layers.");
      return EarlyExits.NONE;
    }
    return new EarlyExits(
        integers(EARLY_EXITS + ".layers", value.path("layers"), List.of()),
        value.path("shared_head").asBoolean(true));
  }

  private JsonNode take(String name) {
    JsonNode value = left.remove(name);
    return value == null || value.isNull() ? null : value;
  }
}
