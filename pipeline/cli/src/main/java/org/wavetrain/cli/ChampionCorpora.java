package org.wavetrain.cli;

import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.promotion.Promotion;
import org.wavetrain.tracking.ModelRegistry;

/** The corpora that a model in service was made of. */
final class ChampionCorpora {
  private static final String INGEST = "ingest/";

  private ChampionCorpora() {}

  /** Their keys by the names of the stages that made them; none when no version is in service. */
  static Map<String, ArtifactKey> of(ModelRegistry registry, String model) {
    Map<String, ArtifactKey> corpora = new TreeMap<>();
    registry
        .byAlias(model, Promotion.CHAMPION)
        .ifPresent(
            version ->
                version
                    .tags()
                    .forEach(
                        (tag, value) -> {
                          if (tag.startsWith(Promotion.STAGE_TAG_PREFIX)
                              && value.startsWith(INGEST)) {
                            corpora.put(
                                tag.substring(Promotion.STAGE_TAG_PREFIX.length()),
                                ArtifactKey.parse(value));
                          }
                        }));
    return corpora;
  }
}
