package org.wavetrain.stage.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How far a stage is.
 *
 * @param done how much is done
 * @param total how much there is, or 0 when that is not known
 * @param unit what is counted, in the plural
 * @param figures a few current values to show, in order
 */
public record ProgressEvent(long done, long total, String unit, Map<String, Double> figures)
    implements StageEvent {
  public ProgressEvent {
    figures = Collections.unmodifiableMap(new LinkedHashMap<>(figures));
  }
}
