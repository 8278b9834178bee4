package org.wavetrain.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;

/**
 * One of several runs that are set side by side.
 *
 * @param name what the page calls it: the variant's name
 * @param runId its tracking run
 * @param artifacts the keys of what it made, by stage, in the order of running
 */
public record ComparedRun(String name, String runId, Map<String, ArtifactKey> artifacts) {
  public ComparedRun {
    artifacts = Collections.unmodifiableMap(new LinkedHashMap<>(artifacts));
  }
}
