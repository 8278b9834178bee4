package org.wavetrain.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One stage of a checked pipeline.
 *
 * @param name its name in the pipeline file
 * @param descriptor what kind of stage it is
 * @param inputs the names of sources or stages behind each input that the file gives, in the file's
 *     order; an input takes sources if its port accepts {@link InputPort#SOURCE}
 * @param parameters its parameters, defaults filled in
 */
public record PlannedStage(
    String name,
    StageDescriptor descriptor,
    Map<String, List<String>> inputs,
    Parameters parameters) {
  public PlannedStage {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
  }

  public String kind() {
    return descriptor.kind();
  }
}
