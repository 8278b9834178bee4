package org.wavetrain.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What values a {@link Parameter} takes. */
public sealed interface ParameterType {
  /** A whole number from {@code minimum} to {@code maximum}, both included. */
  record Integer(long minimum, long maximum) implements ParameterType {}

  /** A finite number from {@code minimum} to {@code maximum}, both included. */
  record Number(double minimum, double maximum) implements ParameterType {}

  /** {@code true} or {@code false}. */
  record Flag() implements ParameterType {}

  /** Any text. */
  record Text() implements ParameterType {}

  /** One of a few words. */
  record Choice(List<String> choices) implements ParameterType {
    public Choice {
      choices = List.copyOf(choices);
    }
  }

  /**
   * A mapping with one of a few keys, such as {@code {layer: 6}}, or with none, {@code {}}.
   *
   * @param alternatives the type of each key's value
   */
  record OneOf(Map<String, ParameterType> alternatives) implements ParameterType {
    public OneOf {
      alternatives = Collections.unmodifiableMap(new LinkedHashMap<>(alternatives));
    }
  }

  /** A list of values of one type, in the order given. */
  record ListOf(ParameterType element) implements ParameterType {}
}
