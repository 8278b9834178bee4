package org.wavetrain.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.wav2vec2.configuration.FeatureNormalisation;
import org.wavetrain.wav2vec2.format.ModelFolder;
import org.wavetrain.wav2vec2.text.Vocabulary;

/** What a transcriber cannot do, as far as its run tells: a list in Markdown. */
final class ModelLimits {
  private static final Map<String, String> KINDS =
      Map.of(
          "set", "part of the test set",
          "sex", "sex",
          "severity", "severity",
          "duration", "length",
          "speaker", "speaker");

  private ModelLimits() {}

  /**
   * @param training parameters of the stage that trained it
   * @param evaluation may be of no model
   * @param corpus what it was trained and tested on
   * @param caveat what is to be said of all figures, if anything is
   * @param noise what noise does to it, if that is known
   */
  static String of(
      ModelFolder model,
      Map<String, Object> training,
      EvaluationFigures evaluation,
      CorpusDescription corpus,
      Optional<String> caveat,
      Optional<String> noise) {
    List<String> limits = new ArrayList<>(caveat.stream().toList());
    limits.add(
        "It writes only the space and " + characters(model.vocabulary().orElseThrow()) + ".");
    if (training.get("maximum_seconds") instanceof Number seconds) {
      limits.add("It was trained on recordings of at most %s s.".formatted(seconds));
    }
    limits.addAll(worst(evaluation));
    noise.ifPresent(limits::add);
    Optional<Double> speakers = evaluation.metric("shared_speakers");
    Optional<Double> sentences = evaluation.metric("shared_sentences");
    if (speakers.isPresent() && sentences.isPresent()) {
      limits.add(
          corpus.shared(speakers.get().longValue(), sentences.get().longValue())
              + " On other voices, words or recording conditions it may err more.");
    }
    if (model.configuration().featureEncoder().normalisation() == FeatureNormalisation.GROUP) {
      limits.add(
          "Its group norm sees padding, so a recording's scores change when it is padded: give recordings of different lengths one at a time.");
    }
    return limits.stream().map(limit -> "* " + limit + "\n").collect(Collectors.joining());
  }

  /** Of each kind of slice, that with the highest error rate; none where all have the same. */
  private static List<String> worst(EvaluationFigures evaluation) {
    List<String> worst = new ArrayList<>();
    for (String kind : List.of("set", "sex", "severity", "duration", "speaker")) {
      List<JsonNode> slices =
          evaluation.transcribed(kind).stream()
              .filter(slice -> !slice.path("set").asText().startsWith("validation"))
              .filter(slice -> !CardNumber.interval(slice, "wer").equals(CardNumber.NONE))
              .sorted(Comparator.comparing(slice -> slice.path("wer").doubleValue()))
              .toList();
      if (slices.isEmpty()) {
        continue;
      }
      JsonNode best = slices.get(0);
      JsonNode last = slices.get(slices.size() - 1);
      String most = CardNumber.percent(last, "wer");
      String least = CardNumber.percent(best, "wer");
      if (!most.equals(least)) {
        boolean apart = last.path("wer_low").doubleValue() > best.path("wer_high").doubleValue();
        worst.add(
            "By %s it errs most at %s: %s of words, against %s at %s%s."
                .formatted(
                    KINDS.get(kind),
                    last.path("value").asText(),
                    most,
                    least,
                    best.path("value").asText(),
                    apart ? "" : ", a difference that may be chance"));
      }
    }
    return worst;
  }

  private static String characters(Vocabulary vocabulary) {
    return vocabulary.characters().stream()
        .map(character -> "`" + character + "`")
        .collect(Collectors.joining(" "));
  }
}
