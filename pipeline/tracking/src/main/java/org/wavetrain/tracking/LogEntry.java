package org.wavetrain.tracking;

/** One thing that is logged to a run. Logging an equal one again changes nothing on the server. */
sealed interface LogEntry {
  /**
   * A value of a metric.
   *
   * @param value may be NaN or infinite
   * @param time when it was logged, in milliseconds since 1970
   */
  record MetricValue(String name, double value, long step, long time) implements LogEntry {}

  /** A parameter. */
  record Parameter(String name, String value) implements LogEntry {}

  /** A tag; a later one of the same name replaces it. */
  record Tag(String name, String value) implements LogEntry {}

  /** Data that the run reads. */
  record Input(DatasetInput dataset) implements LogEntry {}

  /**
   * The end of the run, after which nothing is logged.
   *
   * @param time when it ended, in milliseconds since 1970
   */
  record End(RunStatus status, long time) implements LogEntry {}
}
