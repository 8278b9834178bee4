package org.wavetrain.airflow;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.ServerAddress;
import org.wavetrain.failure.UserFailure;

/**
 * Where the Airflow server is and how to sign in.
 *
 * @param address {@code http://} or {@code https://}, with a path if the server is mounted under
 *     one
 * @param username whom to sign in as
 * @param password that user's password
 * @param token wins over the user name; never renewed
 */
public record AirflowSettings(
    URI address, Optional<String> username, Optional<String> password, Optional<String> token) {
  /** The variable that holds the server's address. */
  public static final String ADDRESS_VARIABLE = "WAVETRAIN_AIRFLOW_URL";

  static final String USERNAME_VARIABLE = "WAVETRAIN_AIRFLOW_USERNAME";
  static final String PASSWORD_VARIABLE = "WAVETRAIN_AIRFLOW_PASSWORD";
  static final String TOKEN_VARIABLE = "WAVETRAIN_AIRFLOW_TOKEN";

  private static final ServerAddress ADDRESS =
      new ServerAddress(
          ADDRESS_VARIABLE,
          AirflowError.AIRFLOW_ADDRESS_INVALID,
          "http://127.0.0.1:8080",
          USERNAME_VARIABLE + " and " + PASSWORD_VARIABLE + " to the user and the password");

  /**
   * Reads {@value #ADDRESS_VARIABLE} and either {@code WAVETRAIN_AIRFLOW_USERNAME} and {@code
   * WAVETRAIN_AIRFLOW_PASSWORD} or {@code WAVETRAIN_AIRFLOW_TOKEN}.
   *
   * @throws UserFailure {@code AIRFLOW_ADDRESS_INVALID} or {@code AIRFLOW_CREDENTIALS_MISSING}
   */
  public static AirflowSettings fromEnvironment(Map<String, String> environment) {
    AirflowSettings settings =
        new AirflowSettings(
            address(environment.getOrDefault(ADDRESS_VARIABLE, "")),
            value(environment, USERNAME_VARIABLE),
            value(environment, PASSWORD_VARIABLE),
            value(environment, TOKEN_VARIABLE));
    if (settings.token.isEmpty() && (settings.username.isEmpty() || settings.password.isEmpty())) {
      throw new UserFailure(
          AirflowError.AIRFLOW_CREDENTIALS_MISSING,
          "There is nothing to sign in with at the Airflow server " + settings.address + ".",
          "Set %s and %s, or %s.".formatted(USERNAME_VARIABLE, PASSWORD_VARIABLE, TOKEN_VARIABLE));
    }
    return settings;
  }

  /** The address without a slash at its end. */
  String base() {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  /** Without what is secret. */
  @Override
  public String toString() {
    return "AirflowSettings[" + address + "]";
  }

  private static URI address(String text) {
    if (text.isBlank()) {
      throw new UserFailure(
          AirflowError.AIRFLOW_ADDRESS_INVALID,
          "Nothing says which Airflow server is meant: " + ADDRESS_VARIABLE + " is not set.",
          "Set it to the server's address, like http://127.0.0.1:8080.");
    }
    return ADDRESS.read(text);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
