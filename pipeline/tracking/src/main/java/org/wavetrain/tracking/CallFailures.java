package org.wavetrain.tracking;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import org.mlflow.tracking.MlflowHttpException;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;

/** Puts what the MLflow client throws into words. */
final class CallFailures {
  /** What a server answers that does not know such a request. */
  static final int NOT_IMPLEMENTED = 501;

  /** What a server answers whose disk is full. */
  static final int INSUFFICIENT_STORAGE = 507;

  private final URI server;
  private final ObjectMapper json;

  CallFailures(URI server, ObjectMapper json) {
    this.server = server;
    this.json = json;
  }

  static boolean isConnectionFailure(Throwable failure) {
    return causeOf(failure, IOException.class) != null && !isUnreadable(failure);
  }

  /**
   * @param purpose completes the sentence "… cannot …"
   * @param understood whether the server has answered as MLflow does before
   */
  UserFailure describe(String purpose, Throwable failure, boolean understood) {
    if (failure instanceof MlflowHttpException answered) {
      return describe(purpose, answered, understood);
    }
    if (isConnectionFailure(failure)) {
      return new UserFailure(
          TrackingError.TRACKING_UNREACHABLE,
          "The tracking server at %s does not answer, so this program cannot %s: %s."
              .formatted(server, purpose, innermost(failure)),
          "Start the server, or set MLFLOW_TRACKING_URI to the address of the right one.",
          failure);
    }
    return new UserFailure(
        TrackingError.TRACKING_ANSWER_UNREADABLE,
        "What answers at %s is not an MLflow server, so this program cannot %s: %s."
            .formatted(server, purpose, innermost(failure)),
        "Set MLFLOW_TRACKING_URI to the address of an MLflow server.",
        failure);
  }

  private UserFailure describe(String purpose, MlflowHttpException failure, boolean understood) {
    int status = failure.getStatusCode();
    Answer answer = answer(failure);
    if (status == INSUFFICIENT_STORAGE) {
      return new UserFailure(
          MachineError.DISK_FULL,
          "The tracking server at %s has no space left on its disk, so this program cannot %s: %s."
              .formatted(server, purpose, withoutFullStop(answer.message())),
          "Free some space there, then run the same command: what is done stays done.",
          failure);
    }
    TrackingError code =
        understood || answer.json() || !isOfAnyServer(status)
            ? code(status, answer)
            : TrackingError.TRACKING_ANSWER_UNREADABLE;
    String sentence =
        "The tracking server at %s refused to %s with status %d: %s."
            .formatted(server, purpose, status, withoutFullStop(answer.message()));
    return new UserFailure(code, sentence, remedy(code), failure);
  }

  /**
   * Whether the status says nothing of a tracking server where no JSON comes with it. What asks for
   * credentials, has no time or has failed may be one, or a proxy before one.
   */
  private static boolean isOfAnyServer(int status) {
    return switch (status) {
      case 401, 403, 429, 500, 502, 503, 504 -> false;
      default -> true;
    };
  }

  private static TrackingError code(int status, Answer answer) {
    if (status == 401) {
      return TrackingError.TRACKING_ACCESS_REFUSED;
    }
    if (status == 403) {
      return answer.message().contains("Host")
          ? TrackingError.TRACKING_HOST_REFUSED
          : TrackingError.TRACKING_ACCESS_REFUSED;
    }
    if (status == 404) {
      return answer.code().isEmpty()
          ? TrackingError.TRACKING_ANSWER_UNREADABLE
          : TrackingError.TRACKING_NOT_FOUND;
    }
    return status == 429 || status >= 500
        ? TrackingError.TRACKING_SERVER_FAILED
        : TrackingError.TRACKING_REQUEST_REFUSED;
  }

  private static String remedy(TrackingError code) {
    return switch (code) {
      case TRACKING_HOST_REFUSED ->
          "Start the server with --allowed-hosts that name this host and port.";
      case TRACKING_ACCESS_REFUSED ->
          "Set MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or MLFLOW_TRACKING_TOKEN, to"
              + " those of somebody who may do that.";
      case TRACKING_NOT_FOUND ->
          "Check that MLFLOW_TRACKING_URI is the server that the run or model was made on.";
      case TRACKING_SERVER_FAILED -> "Look into the server's log, then run the same command again.";
      case TRACKING_ANSWER_UNREADABLE ->
          "Set MLFLOW_TRACKING_URI to the address of an MLflow server.";
      default -> "Change what the server names.";
    };
  }

  private record Answer(boolean json, String code, String message) {}

  private Answer answer(MlflowHttpException failure) {
    String body = failure.getBodyMessage() == null ? "" : failure.getBodyMessage();
    boolean isJson = false;
    try {
      JsonNode tree = json.readTree(body);
      if (tree.hasNonNull("message")) {
        return new Answer(true, tree.path("error_code").asText(), tree.path("message").asText());
      }
      isJson = tree.isContainerNode();
    } catch (JsonProcessingException e) {
      // Proxies answer in HTML or plain text: a text itself is the message then.
    }
    return new Answer(isJson, "", words(body, failure.getReasonPhrase()));
  }

  /** The first line of a page of HTML says nothing. */
  private static String words(String body, String reason) {
    if (body.strip().startsWith("<")) {
      return reason == null || reason.isBlank() ? "a page of HTML" : reason;
    }
    return body.isBlank() ? String.valueOf(reason) : firstLine(body);
  }

  private static String firstLine(String text) {
    String line = text.strip().lines().findFirst().orElse("");
    return line.length() > 200 ? line.substring(0, 200) + "…" : line;
  }

  private static String withoutFullStop(String text) {
    String stripped = text.strip();
    return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
  }

  private static boolean isUnreadable(Throwable failure) {
    return causeOf(failure, JsonProcessingException.class) != null
        || failure.toString().contains("InvalidProtocolBuffer")
        || innermost(failure).contains("InvalidProtocolBuffer");
  }

  private static <T extends Throwable> T causeOf(Throwable failure, Class<T> type) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static String innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null
        ? cause.getClass().getSimpleName()
        : cause.getClass().getSimpleName() + ": " + withoutFullStop(cause.getMessage());
  }
}
