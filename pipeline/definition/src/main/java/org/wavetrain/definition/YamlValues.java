package org.wavetrain.definition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * Reads values of a {@link ParameterType}; what is of another type or out of range is reported.
 *
 * @param name what the value is called in reports
 */
record YamlValues(String name, Reporter problems) {
  /** A value as {@link Parameters} holds it, or empty when it was reported. */
  Optional<Object> read(ParameterType type, Node node) {
    // A chain rather than a switch: patterns in switches came after Java 17.
    if (type instanceof ParameterType.Integer range) {
      return integer(range, node).map(Object.class::cast);
    }
    if (type instanceof ParameterType.Number range) {
      return number(range, node).map(Object.class::cast);
    }
    if (type instanceof ParameterType.Flag) {
      return flag(node).map(Object.class::cast);
    }
    if (type instanceof ParameterType.Choice choice) {
      return choice(choice, node).map(Object.class::cast);
    }
    if (type instanceof ParameterType.ListOf list) {
      return list(list, node);
    }
    if (type instanceof ParameterType.OneOf oneOf) {
      return oneOf(oneOf, node);
    }
    return text(node).map(Object.class::cast);
  }

  Optional<String> text(Node node) {
    Optional<String> text = scalar(node, Tag.STR);
    if (text.isEmpty()) {
      wrongType(node, "text", "Put it in quotes if it is meant as text.");
    }
    return text;
  }

  /** A scalar as it is written: words like "on" or "1" need no quotes where that is plain. */
  Optional<String> word(Node node, String remedy) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    wrongType(node, "a word", remedy);
    return Optional.empty();
  }

  Optional<String> choice(ParameterType.Choice choice, Node node) {
    Optional<String> word = word(node, "Use one of " + String.join(", ", choice.choices()) + ".");
    if (word.isPresent() && !choice.choices().contains(word.get())) {
      problems.report(
          node,
          name + " cannot be " + word.get() + ".",
          Suggestion.remedy(word.get(), choice.choices()));
      return Optional.empty();
    }
    return word;
  }

  Optional<Long> integer(ParameterType.Integer range, Node node) {
    Optional<BigInteger> value = scalar(node, Tag.INT).flatMap(YamlValues::whole);
    if (value.isEmpty()) {
      wrongType(node, "a whole number", "Write digits only, without quotes.");
      return Optional.empty();
    }
    boolean within =
        value.get().compareTo(BigInteger.valueOf(range.minimum())) >= 0
            && value.get().compareTo(BigInteger.valueOf(range.maximum())) <= 0;
    if (!within) {
      outOfRange(node, value.get(), range.minimum(), range.maximum());
      return Optional.empty();
    }
    return value.map(BigInteger::longValueExact);
  }

  Optional<Double> number(ParameterType.Number range, Node node) {
    Optional<Double> value =
        scalar(node, Tag.INT).or(() -> scalar(node, Tag.FLOAT)).flatMap(YamlValues::finite);
    if (value.isEmpty()) {
      wrongType(node, "a number", "Write something like 0.5 or 1e-4, without quotes.");
      return Optional.empty();
    }
    if (value.get() < range.minimum() || value.get() > range.maximum()) {
      outOfRange(node, value.get(), range.minimum(), range.maximum());
      return Optional.empty();
    }
    return value;
  }

  private Optional<Boolean> flag(Node node) {
    Optional<Boolean> value = scalar(node, Tag.BOOL).flatMap(YamlValues::truth);
    if (value.isEmpty()) {
      wrongType(node, "true or false", "Write true or false, without quotes.");
    }
    return value;
  }

  private Optional<Object> list(ParameterType.ListOf type, Node node) {
    if (!(node instanceof SequenceNode sequence)) {
      wrongType(node, "a list", "Write it as [first, second].");
      return Optional.empty();
    }
    List<Object> values = new ArrayList<>();
    for (Node element : sequence.getValue()) {
      read(type.element(), element).ifPresent(values::add);
    }
    return values.size() == sequence.getValue().size() ? Optional.of(values) : Optional.empty();
  }

  private Optional<Object> oneOf(ParameterType.OneOf type, Node node) {
    List<String> keys = List.copyOf(type.alternatives().keySet());
    Optional<Map<String, YamlMapping.Entry>> entries =
        YamlMapping.read(node, name, keys, problems).map(YamlMapping::entries);
    if (entries.isEmpty() || !keys.containsAll(entries.get().keySet())) {
      return Optional.empty();
    }
    if (entries.get().size() > 1) {
      problems.report(
          node,
          name + " has " + String.join(" and ", entries.get().keySet()) + ".",
          "Keep one of the two.");
      return Optional.empty();
    }
    Optional<Object> read = Optional.of(Map.of());
    for (Map.Entry<String, YamlMapping.Entry> entry : entries.get().entrySet()) {
      read =
          new YamlValues(entry.getKey() + " of " + name, problems)
              .read(type.alternatives().get(entry.getKey()), entry.getValue().value())
              .map(value -> Map.of(entry.getKey(), value));
    }
    return read;
  }

  private static Optional<String> scalar(Node node, Tag tag) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(tag)
        ? Optional.of(scalar.getValue())
        : Optional.empty();
  }

  /** Empty for what only an explicit tag calls a number, such as {@code !!int abc}. */
  private static Optional<BigInteger> whole(String text) {
    try {
      return Optional.of(new BigInteger(text));
    } catch (NumberFormatException notWhole) {
      return Optional.empty();
    }
  }

  private static Optional<Boolean> truth(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  /** Empty for {@code .nan}, {@code .inf} and what is too large to be finite. */
  private static Optional<Double> finite(String text) {
    try {
      double value = new BigDecimal(text).doubleValue();
      // Adding zero turns -0.0 into 0.0: two ways to write one value must not differ.
      return Double.isFinite(value) ? Optional.of(value + 0.0) : Optional.empty();
    } catch (NumberFormatException notDecimal) {
      return Optional.empty();
    }
  }

  private void wrongType(Node node, String expected, String remedy) {
    problems.report(node, name + " is " + described(node) + ", not " + expected + ".", remedy);
  }

  private void outOfRange(Node node, Object value, Object minimum, Object maximum) {
    problems.report(
        node,
        name + " is " + value + ", " + missed(minimum, maximum) + ".",
        "Choose a value in this range.");
  }

  private static String missed(Object minimum, Object maximum) {
    // Ends that only say what a floating-point number can be tell nobody anything.
    if (maximum.equals(Double.MAX_VALUE)) {
      return minimum.equals(Double.MIN_VALUE) ? "which is not above 0" : "below " + minimum;
    }
    return "outside " + minimum + " to " + maximum;
  }

  private static String described(Node node) {
    if (node instanceof ScalarNode scalar) {
      if (scalar.getTag().equals(Tag.NULL)) {
        return "empty";
      }
      boolean isText = scalar.getTag().equals(Tag.STR);
      return isText ? "\"" + scalar.getValue() + "\"" : scalar.getValue();
    }
    return node instanceof SequenceNode ? "a list" : "a mapping";
  }
}
