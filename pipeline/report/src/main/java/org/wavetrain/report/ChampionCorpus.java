package org.wavetrain.report;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;

/**
 * The corpora that the model in service was made of, for comparison.
 *
 * @param corpora their keys by the names of the stages that made them
 */
public record ChampionCorpus(ArtifactStore store, Map<String, ArtifactKey> corpora) {

  /**
   * That of a stage.
   *
   * @param own the corpus that the stage has made
   */
  public CorpusInService besides(String stage, ArtifactKey own) throws IOException {
    Optional<ArtifactKey> key = of(stage);
    if (key.equals(Optional.of(own))) {
      return new CorpusInService.Same();
    }
    return key.isEmpty() || store.findReadable(key.get()).isEmpty()
        ? new CorpusInService.Unknown()
        : new CorpusInService.Other(CorpusFigures.read(store.open(key.get())));
  }

  /** The champion's pipeline may have called its stage otherwise: then its only corpus is meant. */
  private Optional<ArtifactKey> of(String stage) {
    return corpora.size() == 1
        ? corpora.values().stream().findFirst()
        : Optional.ofNullable(corpora.get(stage));
  }

  /**
   * What has drifted.
   *
   * @param made the artifacts of a run by the names of their stages; the corpora are looked at
   * @return only stages where something has, with only that
   */
  public Map<String, List<CorpusDrift>> drift(Map<String, ArtifactKey> made) throws IOException {
    Map<String, List<CorpusDrift>> drifts = new TreeMap<>();
    for (Map.Entry<String, ArtifactKey> stage : Corpora.among(made).entrySet()) {
      Optional<CorpusFigures> champion = besides(stage.getKey(), stage.getValue()).other();
      if (champion.isPresent()) {
        CorpusFigures own = CorpusFigures.read(store.open(stage.getValue()));
        List<CorpusDrift> drifted =
            CorpusDrift.between(own, champion.get()).stream().filter(CorpusDrift::drifted).toList();
        if (!drifted.isEmpty()) {
          drifts.put(stage.getKey(), drifted);
        }
      }
    }
    return drifts;
  }
}
