package org.wavetrain.cli;

import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelRegistry;

/** The corpora that a model in service was made of. */
final class ChampionCorpora {
  private static final String INGEST = "ingest";

  private ChampionCorpora() {}

  /** Their keys by the names of the stages that made them; none when no version is in service. */
  static Map<String, ArtifactKey> of(ModelRegistry registry, String model) {
    return registry
        .byAlias(model, Promotion.CHAMPION)
        .map(version -> ofTags(version.tags()))
        .orElse(Map.of());
  }

  /**
   * The corpora among the artifacts that tags name, by the stages that made them. Tags that a
   * person changed name none.
   */
  static Map<String, ArtifactKey> ofTags(Map<String, String> tags) {
    return among(StageTags.readable(tags).artifacts());
  }

  /** The corpora among artifacts, by the stages that made them. */
  static Map<String, ArtifactKey> among(Map<String, ArtifactKey> artifacts) {
    Map<String, ArtifactKey> corpora = new TreeMap<>(artifacts);
    corpora.values().removeIf(key -> !key.stage().equals(INGEST));
    return corpora;
  }
}
