package org.wavetrain.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The checked parameters of one stage, defaults filled in. Values are Long, Double, Boolean,
 * String, a List of one of these, or a Map with at most one of these by its key.
 */
public final class Parameters {
  private final Map<String, Object> values;

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public Parameters(Map<String, ?> values) {
    this.values = new TreeMap<>(values);
  }

  public long integer(String name) {
    return (Long) value(name);
  }

  public double number(String name) {
    return (Double) value(name);
  }

  public boolean flag(String name) {
    return (Boolean) value(name);
  }

  public String text(String name) {
    return (String) value(name);
  }

  public List<Long> integers(String name) {
    return ((List<?>) value(name)).stream().map(Long.class::cast).toList();
  }

  public List<Double> numbers(String name) {
    return ((List<?>) value(name)).stream().map(Double.class::cast).toList();
  }

  public List<String> texts(String name) {
    return ((List<?>) value(name)).stream().map(String.class::cast).toList();
  }

  /** What a mapping has under a key, if that is the key it has; a Long, Double or String. */
  public Optional<Object> alternative(String name, String key) {
    return Optional.ofNullable(((Map<?, ?>) value(name)).get(key));
  }

  /** All values by name, sorted by name. */
  @JsonValue
  public Map<String, Object> asMap() {
    return new TreeMap<>(values);
  }

  private Object value(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new NoSuchElementException("the stage declares no parameter " + name);
    }
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Parameters parameters && values.equals(parameters.values);
  }

  @Override
  public int hashCode() {
    return values.hashCode();
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
