package org.wavetrain.faults;

import java.time.Duration;
import java.util.Map;

/** What goes wrong with one request to a server. */
public sealed interface HttpFault {
  /**
   * The server is not asked: this is the answer.
   *
   * @param body its text
   */
  record Refused(int status, Map<String, String> headers, String body) implements HttpFault {
    public Refused {
      headers = Map.copyOf(headers);
    }

    /** An error of S3, as its documentation writes it. */
    public static Refused s3(int status, String code) {
      return new Refused(
          status,
          Map.of("Content-Type", "application/xml"),
          "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>%1$s</Code><Message>%1$s</Message></Error>"
              .formatted(code));
    }

    /** An error of MLflow's REST API. */
    public static Refused mlflow(int status, String code) {
      return new Refused(
          status,
          Map.of("Content-Type", "application/json"),
          "{\"error_code\":\"%1$s\",\"message\":\"%1$s\"}".formatted(code));
    }
  }

  /**
   * The server does what it is asked to, but another answer is given.
   *
   * @param answer what is said
   */
  record DoneButRefused(Refused answer) implements HttpFault {}

  /** The connection is reset before the server is asked. */
  record LostRequest() implements HttpFault {}

  /** The server does what it is asked to, and the connection is reset instead of an answer. */
  record LostAnswer() implements HttpFault {}

  /**
   * The connection is reset within the request's body, and within the server's as well.
   *
   * @param bytes so many of them arrive
   */
  record ResetWithinRequest(long bytes) implements HttpFault {}

  /**
   * The connection is reset within the body of the answer.
   *
   * @param bytes so many of them arrive
   */
  record ResetWithinAnswer(long bytes) implements HttpFault {}

  /**
   * One bit of the request's body is another when it arrives.
   *
   * @param offset of the byte
   */
  record WrongBitInRequest(long offset) implements HttpFault {}

  /**
   * One bit of the answer's body is another when it arrives.
   *
   * @param offset of the byte
   */
  record WrongBitInAnswer(long offset) implements HttpFault {}

  /** Nothing is said before a time has passed; then, all goes on. */
  record LateAnswer(Duration delay) implements HttpFault {}

  /**
   * The answer's body comes in drops.
   *
   * @param bytes of a drop
   * @param pause before each
   */
  record SlowAnswer(int bytes, Duration pause) implements HttpFault {}

  /**
   * The request's body goes on in drops.
   *
   * @param bytes of a drop
   * @param pause before each
   */
  record SlowRequest(int bytes, Duration pause) implements HttpFault {}

  /**
   * The server's clock is not the client's.
   *
   * @param ahead how much later it says that it is
   */
  record SkewedClock(Duration ahead) implements HttpFault {}

  /**
   * The server does not know some headers of requests, as servers do that are older than these.
   *
   * @param prefix what their names begin with, in lower case
   */
  record UnknownHeaders(String prefix) implements HttpFault {}
}
