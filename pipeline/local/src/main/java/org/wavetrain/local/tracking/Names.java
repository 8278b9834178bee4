package org.wavetrain.local.tracking;

import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;

/** MLflow's rules for names and lengths (mlflow/utils/validation.py of 2.17.2). */
final class Names {
  private static final Pattern ENTITY =
      Pattern.compile("[/\\w.\\- :]*", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern ALIAS =
      Pattern.compile("[\\w\\-]+", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern VERSION = Pattern.compile("[vV]\\d+");
  private static final Set<String> NOT_A_SEGMENT = Set.of("", ".", "..");
  private static final int LONGEST_KEY = 250;
  private static final int LONGEST_PARAMETER = 6000;
  private static final int LONGEST_RUN_TAG = 8000;
  private static final int LONGEST_OTHER_TAG = 5000;
  private static final int LONGEST_EXPERIMENT = 500;
  private static final int LONGEST_MODEL = 256;
  private static final int LONGEST_ALIAS = 255;

  private Names() {}

  static String entity(String kind, String name) {
    if (!ENTITY.matcher(name).matches()) {
      throw ApiError.invalid(
          "Invalid "
              + kind
              + " name: '"
              + name
              + "'. Names may only contain alphanumerics, underscores (_), dashes (-), periods (.),"
              + " spaces ( ), colon(:) and slashes (/).");
    }
    if (Arrays.stream(name.split("/", -1)).anyMatch(NOT_A_SEGMENT::contains)) {
      throw ApiError.invalid(
          "Invalid " + kind + " name: '" + name + "'. Names must be normalised paths.");
    }
    return limited(kind + " name", name, LONGEST_KEY);
  }

  static String parameterValue(String value) {
    return limited("Param value", value, LONGEST_PARAMETER);
  }

  static String runTagValue(String value) {
    return limited("Tag value", value, LONGEST_RUN_TAG);
  }

  static String tagValue(String value) {
    return limited("Tag value", value, LONGEST_OTHER_TAG);
  }

  static String tagKey(String key) {
    return limited("Tag key", key, LONGEST_KEY);
  }

  static String experiment(String name) {
    return limited("Experiment name", name, LONGEST_EXPERIMENT);
  }

  static String model(String name) {
    if (name.isBlank() || name.contains("/") || name.contains(":")) {
      throw ApiError.invalid(
          "Invalid model name: '" + name + "'. It must not be empty or contain ':' or '/'.");
    }
    return limited("Model name", name, LONGEST_MODEL);
  }

  static String alias(String alias) {
    if (!ALIAS.matcher(alias).matches()) {
      throw ApiError.invalid(
          "Invalid alias name: '"
              + alias
              + "'. Names may only contain alphanumerics, underscores (_) and dashes (-).");
    }
    if (alias.equalsIgnoreCase("latest") || VERSION.matcher(alias).matches()) {
      throw ApiError.invalid("The alias name '" + alias + "' is reserved.");
    }
    return limited("Alias", alias, LONGEST_ALIAS);
  }

  private static String limited(String what, String text, int longest) {
    if (text.length() > longest) {
      throw ApiError.invalid(
          what
              + " '"
              + text.substring(0, 50)
              + "…' exceeds the limit of "
              + longest
              + " characters.");
    }
    return text;
  }
}
