package org.wavetrain.definition;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One parameter of a stage: its name, type, range, default and meaning. The pipeline file is
 * checked against it and its documentation is printed from it.
 *
 * @param name as written in the pipeline file, in lower_snake_case with the unit if it has one
 * @param type what values it takes
 * @param fallback the value when the file does not give one (a Long, Double, Boolean, String, List
 *     or Map); empty when the parameter must be given
 * @param description one sentence
 */
public record Parameter(
    String name, ParameterType type, Optional<Object> fallback, String description) {

  /** A whole number from {@code minimum} to {@code maximum}, both included. */
  public static Parameter integer(
      String name, long fallback, long minimum, long maximum, String description) {
    return new Parameter(
        name, new ParameterType.Integer(minimum, maximum), Optional.of(fallback), description);
  }

  /** A number from {@code minimum} to {@code maximum}, both included. */
  public static Parameter number(
      String name, double fallback, double minimum, double maximum, String description) {
    return new Parameter(
        name, new ParameterType.Number(minimum, maximum), Optional.of(fallback), description);
  }

  /** {@code true} or {@code false}. */
  public static Parameter flag(String name, boolean fallback, String description) {
    return new Parameter(name, new ParameterType.Flag(), Optional.of(fallback), description);
  }

  /** One of a few words. */
  public static Parameter choice(
      String name, String fallback, List<String> choices, String description) {
    return new Parameter(
        name, new ParameterType.Choice(choices), Optional.of(fallback), description);
  }

  /** Any text. */
  public static Parameter text(String name, String fallback, String description) {
    return new Parameter(name, new ParameterType.Text(), Optional.of(fallback), description);
  }

  /** A list of whole numbers in a range, in the order given. */
  public static Parameter integers(
      String name, List<Long> fallback, long minimum, long maximum, String description) {
    return new Parameter(
        name,
        new ParameterType.ListOf(new ParameterType.Integer(minimum, maximum)),
        Optional.of(List.copyOf(fallback)),
        description);
  }

  /** A list of numbers in a range, in the order given. */
  public static Parameter numbers(
      String name, List<Double> fallback, double minimum, double maximum, String description) {
    return new Parameter(
        name,
        new ParameterType.ListOf(new ParameterType.Number(minimum, maximum)),
        Optional.of(List.copyOf(fallback)),
        description);
  }

  /** A list of texts, in the order given. */
  public static Parameter texts(String name, List<String> fallback, String description) {
    return new Parameter(
        name,
        new ParameterType.ListOf(new ParameterType.Text()),
        Optional.of(List.copyOf(fallback)),
        description);
  }

  /** A mapping with at most one of a few keys; none unless the file gives one. */
  public static Parameter oneOf(
      String name, Map<String, ParameterType> alternatives, String description) {
    return new Parameter(
        name, new ParameterType.OneOf(alternatives), Optional.of(Map.of()), description);
  }
}
