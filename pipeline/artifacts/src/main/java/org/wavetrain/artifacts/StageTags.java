package org.wavetrain.artifacts;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tags of tracked runs and of model versions that hold the keys of the artifacts behind them,
 * each for the stage that made or found it.
 */
public final class StageTags {
  private static final String PREFIX = "wavetrain.stage.";

  private StageTags() {}

  /** The name of the tag of a stage. */
  public static String name(String stage) {
    return PREFIX + stage;
  }

  /** The keys by the names of the stages; other tags are passed over. */
  public static SortedMap<String, ArtifactKey> read(Map<String, String> tags) {
    SortedMap<String, ArtifactKey> artifacts = new TreeMap<>();
    tags.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            artifacts.put(name.substring(PREFIX.length()), ArtifactKey.parse(value));
          }
        });
    return artifacts;
  }
}
