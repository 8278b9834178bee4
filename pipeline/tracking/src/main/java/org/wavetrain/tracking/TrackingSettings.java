package org.wavetrain.tracking;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.ServerAddress;

/**
 * Where the tracking server is and how to sign in.
 *
 * @param address {@code http://} or {@code https://}, with a path if the server is mounted under
 *     one
 * @param username for basic authentication
 * @param password for basic authentication
 * @param token for bearer authentication; wins over the user name
 */
public record TrackingSettings(
    URI address, Optional<String> username, Optional<String> password, Optional<String> token) {
  /** The variable that holds the server's address. */
  public static final String ADDRESS_VARIABLE = "MLFLOW_TRACKING_URI";

  private static final ServerAddress ADDRESS =
      new ServerAddress(
          ADDRESS_VARIABLE,
          TrackingError.TRACKING_URI_INVALID,
          "http://127.0.0.1:5000",
          "MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD to the user and the password");

  public TrackingSettings {
    address = ADDRESS.read(address.toString());
  }

  /** A server that asks for no credentials. */
  public static TrackingSettings of(URI address) {
    return new TrackingSettings(address, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads MLflow's own variables: {@code MLFLOW_TRACKING_URI}, {@code MLFLOW_TRACKING_USERNAME},
   * {@code MLFLOW_TRACKING_PASSWORD}, {@code MLFLOW_TRACKING_TOKEN}.
   *
   * @throws org.wavetrain.failure.UserFailure {@code TRACKING_URI_INVALID}
   */
  public static TrackingSettings fromEnvironment(Map<String, String> environment) {
    return new TrackingSettings(
        ADDRESS.read(environment.getOrDefault(ADDRESS_VARIABLE, "")),
        value(environment, "MLFLOW_TRACKING_USERNAME"),
        value(environment, "MLFLOW_TRACKING_PASSWORD"),
        value(environment, "MLFLOW_TRACKING_TOKEN"));
  }

  /** The address as the MLflow client wants it. */
  String host() {
    String text = address.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  @Override
  public String toString() {
    return "TrackingSettings[" + address + "]";
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
