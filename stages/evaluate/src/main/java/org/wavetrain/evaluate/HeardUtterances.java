package org.wavetrain.evaluate;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.corpus.Utterance;

/**
 * What networks made of utterances, without anything that follows from it.
 *
 * @param readings of the transcriber, one for each exit, by the utterance's id
 * @param predicted the classifier's label, as an index, by the utterance's id
 */
record HeardUtterances(Map<String, List<Reading>> readings, Map<String, Integer> predicted)
    implements Hearing.Listener {
  private static final String FILE = "heard.json";
  private static final JsonMapper JSON = new JsonMapper();

  static HeardUtterances none() {
    return new HeardUtterances(new TreeMap<>(), new TreeMap<>());
  }

  /** All that several shards heard. */
  static HeardUtterances read(List<ArtifactReader> shards) throws IOException {
    HeardUtterances all = none();
    for (ArtifactReader shard : shards) {
      try (InputStream content = shard.open(FILE)) {
        HeardUtterances some = JSON.readValue(content.readAllBytes(), HeardUtterances.class);
        all.readings().putAll(some.readings());
        all.predicted().putAll(some.predicted());
      }
    }
    return all;
  }

  void write(ArtifactWriter output) throws IOException {
    output.put(FILE, JSON.writeValueAsBytes(this));
  }

  /** Tells of one utterance again. */
  void tell(Utterance utterance, Hearing.Listener listener) {
    if (readings.containsKey(utterance.id())) {
      listener.heard(utterance, readings.get(utterance.id()));
    }
    if (predicted.containsKey(utterance.id())) {
      listener.classified(utterance, predicted.get(utterance.id()));
    }
  }

  @Override
  public void heard(Utterance utterance, List<Reading> read) {
    readings.put(utterance.id(), read);
  }

  @Override
  public void classified(Utterance utterance, int label) {
    predicted.put(utterance.id(), label);
  }

  @Override
  public Map<String, Double> figures() {
    return Map.of();
  }
}
