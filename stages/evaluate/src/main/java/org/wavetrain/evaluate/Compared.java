package org.wavetrain.evaluate;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.corpus.Utterance;

/**
 * What the networks made of utterances beside what is true.
 *
 * @param classifications if there is a classifier
 */
record Compared(Transcriptions transcriptions, Optional<Classifications> classifications)
    implements Hearing.Listener {
  static Compared by(Networks networks) {
    return new Compared(
        new Transcriptions(networks.transcriber().exits()),
        networks.classifier().map(network -> new Classifications(network.labels())));
  }

  @Override
  public void heard(Utterance utterance, List<Reading> readings) {
    transcriptions.add(utterance, readings);
  }

  @Override
  public void classified(Utterance utterance, int predicted) {
    classifications.orElseThrow().add(utterance, predicted);
  }

  @Override
  public Map<String, Double> figures() {
    Map<String, Double> figures = new TreeMap<>();
    classifications
        .filter(Classifications::hasAny)
        .ifPresent(some -> figures.put("accuracy", some.accuracySoFar()));
    if (transcriptions.hasAny()) {
      figures.put("wer", transcriptions.rateSoFar());
    }
    return figures;
  }
}
