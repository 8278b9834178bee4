package org.wavetrain.artifacts;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
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

  /**
   * What tags tell, some of which a person may have changed.
   *
   * @param artifacts the keys by the names of the stages
   * @param unreadable by the names of the stages, what is no key
   */
  public record Readable(
      SortedMap<String, ArtifactKey> artifacts, SortedMap<String, String> unreadable) {
    public Readable {
      artifacts = Collections.unmodifiableSortedMap(new TreeMap<>(artifacts));
      unreadable = Collections.unmodifiableSortedMap(new TreeMap<>(unreadable));
    }
  }

  /**
   * The keys by the names of the stages; other tags are passed over.
   *
   * @throws IllegalArgumentException if one is no key
   */
  public static SortedMap<String, ArtifactKey> read(Map<String, String> tags) {
    SortedMap<String, ArtifactKey> artifacts = new TreeMap<>();
    values(tags).forEach((stage, value) -> artifacts.put(stage, ArtifactKey.parse(value)));
    return artifacts;
  }

  /** As {@link #read}, but what is no key is told apart. */
  public static Readable readable(Map<String, String> tags) {
    SortedMap<String, ArtifactKey> artifacts = new TreeMap<>();
    SortedMap<String, String> unreadable = new TreeMap<>();
    values(tags)
        .forEach(
            (stage, value) -> {
              Optional<ArtifactKey> key = ArtifactKey.parseIfKey(value);
              key.ifPresent(known -> artifacts.put(stage, known));
              if (key.isEmpty()) {
                unreadable.put(stage, value);
              }
            });
    return new Readable(artifacts, unreadable);
  }

  private static SortedMap<String, String> values(Map<String, String> tags) {
    SortedMap<String, String> values = new TreeMap<>();
    tags.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            values.put(name.substring(PREFIX.length()), value);
          }
        });
    return values;
  }
}
