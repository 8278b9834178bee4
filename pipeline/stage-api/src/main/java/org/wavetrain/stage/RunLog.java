package org.wavetrain.stage;

import java.util.Map;

/**
 * The run's record on the tracking server. Calls return at once; values are sent in batches in the
 * background. While the server is away they wait, and the stage goes on.
 */
public interface RunLog {
  /**
   * Logs one value of a metric.
   *
   * @param name for example {@code loss} or {@code validation_wer}
   * @param value may be NaN or infinite
   * @param step the optimizer step, counted from 0 over interruptions
   */
  void metric(String name, double value, long step);

  /** Adds parameters that were found out in the run, such as the size of the vocabulary. */
  void parameters(Map<String, String> parameters);

  /** Sets a tag. */
  void tag(String name, String value);

  /** Tells what data the stage reads. */
  void input(InputDataset dataset);
}
