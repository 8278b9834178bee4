package org.wavetrain.tracking;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.failure.UserFailure;

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

  public TrackingSettings {
    String scheme = String.valueOf(address.getScheme());
    if (!(scheme.equals("http") || scheme.equals("https")) || address.getHost() == null) {
      throw invalid(address.toString(), null);
    }
    if (address.getUserInfo() != null) {
      // The address is told in many places, so that a password in it would be too.
      throw new UserFailure(
          TrackingError.TRACKING_URI_INVALID,
          "The tracking server's address, which begins with %s://, has a user in it."
              .formatted(scheme),
          "Take USER:PASSWORD@ out of MLFLOW_TRACKING_URI, and set MLFLOW_TRACKING_USERNAME and"
              + " MLFLOW_TRACKING_PASSWORD.");
    }
  }

  /** A server that asks for no credentials. */
  public static TrackingSettings of(URI address) {
    return new TrackingSettings(address, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /**
   * Reads MLflow's own variables: {@code MLFLOW_TRACKING_URI}, {@code MLFLOW_TRACKING_USERNAME},
   * {@code MLFLOW_TRACKING_PASSWORD}, {@code MLFLOW_TRACKING_TOKEN}.
   */
  public static TrackingSettings fromEnvironment(Map<String, String> environment) {
    String address = environment.getOrDefault(ADDRESS_VARIABLE, "");
    try {
      return new TrackingSettings(
          new URI(address),
          value(environment, "MLFLOW_TRACKING_USERNAME"),
          value(environment, "MLFLOW_TRACKING_PASSWORD"),
          value(environment, "MLFLOW_TRACKING_TOKEN"));
    } catch (URISyntaxException e) {
      throw invalid(address, e);
    }
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

  private static UserFailure invalid(String address, Exception cause) {
    return new UserFailure(
        TrackingError.TRACKING_URI_INVALID,
        "The tracking server's address \"%s\" is no http:// or https:// address."
            .formatted(address),
        "Set MLFLOW_TRACKING_URI to an address like http://127.0.0.1:5000.",
        cause);
  }
}
