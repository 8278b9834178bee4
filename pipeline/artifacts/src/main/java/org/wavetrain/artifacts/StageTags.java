package org.wavetrain.artifacts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The tags of tracked runs and of model versions that hold the keys of the artifacts behind them,
 * each for the stage that made or found it.
 */
public final class StageTags {
  /** The tag of a stage's run with the stage's name in its pipeline. */
  public static final String STAGE = "wavetrain.stage";

  /** The tag of a stage's run with the part of the work that it does; none if it does all of it. */
  public static final String SHARD = "wavetrain.shard";

  /** The tag of a pipeline's run with the names of its stages, in the order of running. */
  public static final String ORDER = "wavetrain.stages";

  private static final String PREFIX = "wavetrain.stage.";
  private static final String COMMA = ",";

  private StageTags() {}

  /** The value of {@link #ORDER}. */
  public static String order(List<String> stages) {
    return String.join(COMMA, stages);
  }

  /** The names of the stages, in the order of running; none if the tags do not tell. */
  public static List<String> ordered(Map<String, String> tags) {
    return Stream.of(tags.getOrDefault(ORDER, "").split(COMMA))
        .filter(name -> !name.isEmpty())
        .toList();
  }

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

  /** The keys by the names of the stages, and what is none; other tags are passed over. */
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
