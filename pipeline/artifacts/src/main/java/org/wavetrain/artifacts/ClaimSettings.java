package org.wavetrain.artifacts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;

/**
 * How a process claims what it makes.
 *
 * @param lifetime a claim that was not renewed for so long is free for others
 * @param owner whoever knows that of all processes with this name at most one is alive: among
 *     these, the next takes over at once. Empty where nobody knows
 */
public record ClaimSettings(Duration lifetime, Optional<String> owner) {
  /** The variable with the lifetime in whole seconds, at least 1; default 60. */
  public static final String LIFETIME_VARIABLE = "WAVETRAIN_CLAIM_SECONDS";

  /** The variable with the owner. */
  public static final String OWNER_VARIABLE = "WAVETRAIN_CLAIM_OWNER";

  private static final Duration DEFAULT_LIFETIME = Duration.ofSeconds(60);

  /**
   * Reads {@value #LIFETIME_VARIABLE} and {@value #OWNER_VARIABLE}.
   *
   * @throws UserFailure {@code STORE_SETTINGS_INVALID}
   */
  public static ClaimSettings fromEnvironment(Map<String, String> environment) {
    return new ClaimSettings(
        ObjectStoreSettings.setting(environment, LIFETIME_VARIABLE)
            .map(text -> ObjectStoreSettings.seconds(LIFETIME_VARIABLE, text))
            .orElse(DEFAULT_LIFETIME),
        ObjectStoreSettings.setting(environment, OWNER_VARIABLE));
  }
}
