package org.wavetrain.stage;

import java.time.Duration;
import java.util.Map;
import org.wavetrain.failure.UserFailure;

/** How long a stage may show no sign of life before it counts as hung. */
public final class HangPatience {
  /** The variable with the time in whole seconds, at least 1; default 3600. */
  public static final String VARIABLE = "WAVETRAIN_HANG_SECONDS";

  /** One that reads a large model, or uploads it over a slow line, says nothing for a while. */
  private static final Duration USUAL = Duration.ofHours(1);

  private HangPatience() {}

  /**
   * Reads {@value #VARIABLE}.
   *
   * @throws UserFailure {@code STAGE_SETTINGS_INVALID}
   */
  public static Duration fromEnvironment(Map<String, String> environment) {
    String text = environment.getOrDefault(VARIABLE, "").strip();
    if (text.isEmpty()) {
      return USUAL;
    }
    if (!text.matches("[1-9][0-9]{0,5}")) {
      throw new UserFailure(
          StageError.STAGE_SETTINGS_INVALID,
          VARIABLE + " is not a number of seconds from 1 to 999999: " + text + ".",
          "Set it to something like 3600, or unset it.");
    }
    return Duration.ofSeconds(Long.parseLong(text));
  }
}
