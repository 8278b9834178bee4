package org.wavetrain.airflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.wavetrain.airflow.client.model.StructuredLogMessage;

/**
 * A line of what a task has logged.
 *
 * @param time when; the headings of the log have none
 * @param level how grave it is, for example {@code info}
 * @param event the message
 * @param exceptions what was thrown, then what caused it; mostly nothing
 */
public record LogLine(
    Optional<Instant> time, Optional<String> level, String event, List<String> exceptions) {
  /** What Airflow logs when a task throws: the exception is why the attempt failed. */
  private static final String FAILED = "Task failed with exception";

  public LogLine {
    exceptions = List.copyOf(exceptions);
  }

  static LogLine of(StructuredLogMessage message) {
    return new LogLine(
        Times.instant(message.getTimestamp()),
        Optional.ofNullable(message.getLevel()).map(Object::toString),
        message.getEvent(),
        exceptions(message.getErrorDetail()));
  }

  /** Why the attempt failed, if this line says so. */
  public Optional<String> failure() {
    return event.equals(FAILED) ? exceptions.stream().findFirst() : Optional.empty();
  }

  private static List<String> exceptions(Object detail) {
    return detail instanceof List<?> thrown
        ? thrown.stream().map(LogLine::exception).flatMap(Optional::stream).toList()
        : List.of();
  }

  private static Optional<String> exception(Object thrown) {
    return thrown instanceof Map<?, ?> fields && fields.get("exc_type") != null
        ? Optional.of(fields.get("exc_type") + ": " + Objects.toString(fields.get("exc_value"), ""))
        : Optional.empty();
  }
}
