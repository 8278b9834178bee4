package org.wavetrain.definition;

import java.util.List;

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

  /** A list of values of one type, in the order given. */
  record ListOf(ParameterType element) implements ParameterType {}
}
