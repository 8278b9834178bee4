package org.wavetrain.promotion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Arrays;
import java.util.List;

/**
 * One line of a verdict: what a gate asks of a version, and what it found.
 *
 * @param rule its name, for example {@code max_wer}
 * @param wanted what it asks, for example {@code at most 0.2}
 * @param got what it found, for example {@code 0.1312}, or why nothing
 * @param kept whether what it found is what it asks
 */
public record JudgedRule(String rule, String wanted, String got, boolean kept) {
  private static final JsonMapper JSON = new JsonMapper();

  /** A whole verdict as one line: a list of objects. */
  static String toJson(List<JudgedRule> rules) {
    try {
      return JSON.writeValueAsString(rules);
    } catch (JsonProcessingException impossible) {
      throw new AssertionError("rules have a JSON form", impossible);
    }
  }

  /** What {@link #toJson} wrote; none if it is something else. */
  static List<JudgedRule> ofJson(String json) {
    try {
      JudgedRule[] rules = JSON.readValue(json, JudgedRule[].class);
      return rules == null || Arrays.asList(rules).contains(null) ? List.of() : List.of(rules);
    } catch (JsonProcessingException changedByHand) {
      return List.of();
    }
  }
}
