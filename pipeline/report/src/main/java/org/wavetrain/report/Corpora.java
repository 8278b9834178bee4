package org.wavetrain.report;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;

/** Which artifacts are corpora. */
public final class Corpora {
  /** The kind of stage that makes them, and so what their keys begin with. */
  public static final String STAGE = "ingest";

  private Corpora() {}

  /** Whether an artifact is a corpus. */
  public static boolean isCorpus(ArtifactKey key) {
    return key.stage().equals(STAGE);
  }

  /** Those among artifacts, by the names of the stages that made them. */
  public static SortedMap<String, ArtifactKey> among(Map<String, ArtifactKey> artifacts) {
    SortedMap<String, ArtifactKey> corpora = new TreeMap<>(artifacts);
    corpora.values().removeIf(key -> !isCorpus(key));
    return corpora;
  }
}
