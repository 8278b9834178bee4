package org.wavetrain.report.comparison;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.evaluation.EvaluationArtifact;

/**
 * The evaluations in a store. Those that were read last are kept, so that whoever compares again
 * does not read them again; an artifact never changes. Safe for use by several threads.
 */
public final class Evaluations {
  private static final float LOAD = 0.75f;

  private final ArtifactStore store;
  private final long mostUtterances;
  private final Map<ArtifactKey, EvaluationArtifact> kept = new LinkedHashMap<>(16, LOAD, true);

  /**
   * @param mostUtterances of all that are kept together; 0 to keep none
   */
  public Evaluations(ArtifactStore store, long mostUtterances) {
    this.store = store;
    this.mostUtterances = mostUtterances;
  }

  ReadEvaluation of(ArtifactKey key) {
    synchronized (kept) {
      EvaluationArtifact known = kept.get(key);
      if (known != null) {
        return ReadEvaluation.known(known);
      }
    }
    ReadEvaluation read = ReadEvaluation.of(store, key);
    read.evaluation().ifPresent(evaluation -> keep(key, evaluation));
    return read;
  }

  private void keep(ArtifactKey key, EvaluationArtifact evaluation) {
    synchronized (kept) {
      kept.put(key, evaluation);
      long utterances = kept.values().stream().mapToLong(known -> known.utterances().size()).sum();
      Iterator<EvaluationArtifact> oldest = kept.values().iterator();
      while (utterances > mostUtterances && oldest.hasNext()) {
        utterances -= oldest.next().utterances().size();
        oldest.remove();
      }
    }
  }
}
