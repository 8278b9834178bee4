package org.wavetrain.stage;

import java.util.Map;

/** What the person watching sees of a running stage. Cheap to call: reports are thinned out. */
public interface Progress {
  /**
   * @param done how much is done
   * @param total how much there is, or 0 when that is not known
   * @param unit what is counted, in the plural: {@code steps}, {@code files}
   * @param figures a few current values to show, such as {@code loss} and {@code wer}, in order
   */
  void update(long done, long total, String unit, Map<String, Double> figures);

  /** One line for the person, such as a warning; it is in the log as well. */
  void message(String line);
}
