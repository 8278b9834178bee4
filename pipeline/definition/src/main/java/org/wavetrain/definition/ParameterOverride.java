package org.wavetrain.definition;

import org.wavetrain.failure.UserFailure;

/**
 * A parameter given on the command line in place of the file's: {@code --set
 * stage.parameter=value}.
 *
 * @param stage the stage's name in the pipeline file
 * @param parameter the parameter's name
 * @param value the value as in the pipeline file, for example {@code 1e-4} or {@code [2, 4]}; empty
 *     for the default, unless the parameter is a text
 */
public record ParameterOverride(String stage, String parameter, String value)
    implements CommandLineOverride {
  /**
   * Reads {@code stage.parameter=value}.
   *
   * @throws UserFailure {@code OVERRIDE_MALFORMED}
   */
  public static ParameterOverride parse(String text) {
    int equals = text.indexOf('=');
    int dot = text.indexOf('.');
    if (dot <= 0 || equals <= dot + 1) {
      throw new UserFailure(
          DefinitionError.OVERRIDE_MALFORMED,
          "--set " + text + " does not name a stage and a parameter.",
          "Write it as --set stage.parameter=value, for example --set finetune.learning_rate=1e-4.");
    }
    return new ParameterOverride(
        text.substring(0, dot), text.substring(dot + 1, equals), text.substring(equals + 1));
  }

  /** Whether it only takes back what the file says: {@code --set stage.parameter=}. */
  boolean takesBack() {
    return value.isBlank();
  }

  @Override
  public String option() {
    return "--set " + stage + "." + parameter + "=" + value;
  }
}
