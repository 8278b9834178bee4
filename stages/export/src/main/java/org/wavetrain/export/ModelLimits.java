package org.wavetrain.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** What a transcriber cannot do, as far as its run tells: a list in Markdown. */
final class ModelLimits {
  private ModelLimits() {}

  /**
   * @param training parameters of the stage that trained it
   * @param metrics of the evaluation; may be empty
   * @param corpus what it was trained and tested on
   */
  static String of(
      ModelFolder model,
      Map<String, Object> training,
      Map<String, Double> metrics,
      CorpusDescription corpus) {
    List<String> limits = new ArrayList<>();
    limits.add(
        "It writes only the space and " + characters(model.vocabulary().orElseThrow()) + ".");
    if (training.get("maximum_seconds") instanceof Number seconds) {
      limits.add("It was trained on recordings of at most %s s.".formatted(seconds));
    }
    if (metrics.containsKey("shared_speakers") && metrics.containsKey("shared_sentences")) {
      limits.add(
          corpus.shared(
                  metrics.get("shared_speakers").longValue(),
                  metrics.get("shared_sentences").longValue())
              + " On other voices, words or recording conditions it may err more.");
    }
    if (model.configuration().featureEncoder().normalisation() == FeatureNormalisation.GROUP) {
      limits.add(
          "Its group norm sees padding, so a recording's scores change when it is padded: give recordings of different lengths one at a time.");
    }
    return limits.stream().map(limit -> "* " + limit + "\n").collect(Collectors.joining());
  }

  private static String characters(Vocabulary vocabulary) {
    return vocabulary.characters().stream()
        .map(character -> "`" + character + "`")
        .collect(Collectors.joining(" "));
  }
}
