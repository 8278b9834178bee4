package org.wavetrain.airflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.airflow.client.ApiException;
import org.wavetrain.failure.UserFailure;

/** Puts what the generated client throws into words. */
final class RequestFailures {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_MESSAGE = 300;

  private final URI server;

  RequestFailures(URI server) {
    this.server = server;
  }

  /**
   * Whether a token, or a password, is to blame: one that has run out, or that the server has not
   * made with the secret that it has now.
   */
  static boolean isOfToken(ApiException failure) {
    return failure.getCode() == 401
        || (failure.getCode() == 403
            && String.valueOf(failure.getResponseBody()).contains("JWT token"));
  }

  /** Whether the same request may succeed in a while. */
  static boolean mayPass(ApiException failure) {
    int status = failure.getCode();
    return status == 429
        || status >= 500
        || (failure.getCause() instanceof IOException && !isUnreadable(failure));
  }

  /** Whether the address that was asked does not exist, which may be since no Airflow is there. */
  static boolean isOfAddress(ApiException failure) {
    return failure.getCode() == 404 || failure.getCode() == 405;
  }

  /** What is told while the server is waited for. */
  String waiting(ApiException failure, Duration patience) {
    return "Waiting up to %d s for the Airflow server at %s: %s."
        .formatted(
            patience.toSeconds(),
            server,
            failure.getCode() == 0 ? innermost(failure) : "its status is " + failure.getCode());
  }

  UserFailure describe(String purpose, ApiException failure) {
    if (failure.getCode() == 0) {
      return isUnreadable(failure) ? unreadable(purpose, failure) : unreachable(purpose, failure);
    }
    AirflowError code =
        isOfToken(failure) ? AirflowError.AIRFLOW_SIGN_IN_REFUSED : code(failure.getCode());
    return new UserFailure(
        code,
        "The Airflow server at %s refused to %s with status %d: %s."
            .formatted(server, purpose, failure.getCode(), message(failure)),
        remedy(code),
        failure);
  }

  static boolean isUnreadable(ApiException failure) {
    return failure.getCause() instanceof JsonProcessingException;
  }

  private UserFailure unreachable(String purpose, ApiException failure) {
    return new UserFailure(
        AirflowError.AIRFLOW_UNREACHABLE,
        "The Airflow server at %s does not answer, so this program cannot %s: %s."
            .formatted(server, purpose, innermost(failure)),
        "Start the server, or set "
            + AirflowSettings.ADDRESS_VARIABLE
            + " to the address of the right one.",
        failure);
  }

  UserFailure unreadable(String purpose, ApiException failure) {
    return new UserFailure(
        AirflowError.AIRFLOW_ANSWER_UNREADABLE,
        "What answers at %s is not an Airflow server of version 3, so this program cannot %s."
            .formatted(server, purpose),
        "Set " + AirflowSettings.ADDRESS_VARIABLE + " to the address of an Airflow server.",
        failure);
  }

  private static AirflowError code(int status) {
    if (status == 429 || status >= 500) {
      return AirflowError.AIRFLOW_SERVER_FAILED;
    }
    return switch (status) {
      case 403 -> AirflowError.AIRFLOW_FORBIDDEN;
      case 404 -> AirflowError.AIRFLOW_NOT_FOUND;
      default -> AirflowError.AIRFLOW_REQUEST_REFUSED;
    };
  }

  private static String remedy(AirflowError code) {
    return switch (code) {
      case AIRFLOW_SIGN_IN_REFUSED ->
          "Check %s and %s, or %s."
              .formatted(
                  AirflowSettings.USERNAME_VARIABLE,
                  AirflowSettings.PASSWORD_VARIABLE,
                  AirflowSettings.TOKEN_VARIABLE);
      case AIRFLOW_FORBIDDEN -> "Sign in as a user with the right to do this.";
      case AIRFLOW_NOT_FOUND ->
          "Check the name; `wavetrain airflow status` lists the DAGs and their runs.";
      case AIRFLOW_SERVER_FAILED -> "Look into the server's log, then run the same command again.";
      default -> "Change what the server names.";
    };
  }

  /** Airflow's {@code detail} is a sentence, or a list of what is wrong with the fields sent. */
  private static String message(ApiException failure) {
    String body = failure.getResponseBody() == null ? "" : failure.getResponseBody();
    try {
      JsonNode detail = JSON.readTree(body).path("detail");
      if (detail.isTextual()) {
        return shortened(detail.asText());
      }
      if (detail.isObject() && detail.hasNonNull("reason")) {
        return shortened(detail.path("reason").asText());
      }
      List<String> parts = new ArrayList<>();
      for (JsonNode part : detail) {
        parts.add(part.path("loc").path(1).asText() + ": " + part.path("msg").asText());
      }
      if (!parts.isEmpty()) {
        return shortened(String.join("; ", parts));
      }
    } catch (JsonProcessingException proxy) {
      // Proxies answer in HTML or plain text: the text itself is the message then.
      return shortened(body);
    }
    return body.isBlank() ? "it gave no reason" : shortened(body);
  }

  private static String shortened(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    String cut = line.length() > LONGEST_MESSAGE ? line.substring(0, LONGEST_MESSAGE) + "…" : line;
    return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + shortened(cause.getMessage());
  }
}
