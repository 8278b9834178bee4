package org.wavetrain.cli;

import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.report.Corpora;
import org.wavetrain.tracking.ModelRegistry;

/** The corpora that a model in service was made of. */
final class ChampionCorpora {
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
    return Corpora.among(StageTags.readable(tags).artifacts());
  }
}
