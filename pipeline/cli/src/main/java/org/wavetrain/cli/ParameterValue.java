package org.wavetrain.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** What is meant by the text that a parameter is given as. */
final class ParameterValue {
  /** A date is not a year with something behind it. */
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private ParameterValue() {}

  /**
   * A number, truth value, list or object where the text is JSON, otherwise the text. One that
   * looks like a number needs quotes.
   */
  static Object of(String text) {
    try {
      return JSON.readValue(text, Object.class);
    } catch (JsonProcessingException plain) {
      return text;
    }
  }
}
