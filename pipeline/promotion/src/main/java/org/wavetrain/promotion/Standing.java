package org.wavetrain.promotion;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.StageTags;
import org.wavetrain.tracking.ModelVersion;

/**
 * What a judgement rests on, as far as the registry tells: another judgement may be due where it
 * has changed.
 *
 * @param version what is judged
 * @param champion the version in service
 */
record Standing(Judged version, Optional<Judged> champion) {
  /**
   * A version and those of its tags that judgements read; others tell what came of judgements.
   *
   * @param tags by name
   */
  record Judged(int version, Map<String, String> tags) {
    static Judged of(ModelVersion version) {
      Map<String, String> tags = new HashMap<>(version.tags());
      tags.keySet().removeIf(name -> !isRead(name));
      return new Judged(version.version(), tags);
    }

    private static boolean isRead(String tag) {
      return tag.equals(Promotion.KEY_TAG)
          || tag.equals(Promotion.CORPUS_TAG)
          || tag.equals(Promotion.EVALUATION_TAG)
          || tag.startsWith(Promotion.METRIC_TAG_PREFIX)
          || tag.startsWith(DeclaredGates.TAG_PREFIX)
          || tag.startsWith(StageTags.name(""));
    }
  }

  static Standing of(ModelVersion version, Optional<ModelVersion> champion) {
    return new Standing(Judged.of(version), champion.map(Judged::of));
  }
}
