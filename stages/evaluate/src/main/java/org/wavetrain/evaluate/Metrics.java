package org.wavetrain.evaluate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wavetrain.evaluate.Findings.Classified;
import org.wavetrain.evaluate.Findings.MeasuredSet;
import org.wavetrain.evaluate.Findings.MeasuredSlice;

/**
 * The flat figures of an evaluation, by name. Names without a prefix are of the group by which the
 * model is judged and its last exit, or the exits that a rule chose; {@code validation_} marks the
 * other split; docs/artifacts.md lists them.
 */
final class Metrics {
  private final SortedMap<String, Double> values = new TreeMap<>();

  private Metrics() {}

  static Map<String, Double> of(Separation separation, List<Findings> findings) {
    Metrics metrics = new Metrics();
    metrics.add(separation);
    findings.forEach(metrics::add);
    return metrics.values;
  }

  private void add(Separation separation) {
    put("training_speakers", separation.trainingSpeakers());
    put("test_speakers", separation.testSpeakers());
    put("shared_speakers", separation.sharedSpeakers());
    put("training_sentences", separation.trainingSentences());
    put("test_sentences", separation.testSentences());
    put("shared_sentences", separation.sharedSentences());
  }

  private void add(Findings findings) {
    String prefix = findings.group().prefix();
    findings.judged().ifPresent(result -> judged(prefix, result));
    if (!findings.sets().isEmpty()) {
      exits(prefix, findings.sets().get(0));
    }
    findings.sets().stream().skip(1).forEach(part -> part(prefix, part));
    slices(prefix, findings.slices());
    findings.points().forEach(point -> add(prefix, point));
    findings.classified().ifPresent(classified -> add(prefix, classified));
  }

  private void judged(String prefix, Result result) {
    put(prefix + "utterances", result.utterances());
    put(prefix + "words", result.words().referenceLength());
    put(prefix + "word_errors", result.words().errors());
    put(prefix + "word_substitutions", result.words().substitutions());
    put(prefix + "word_deletions", result.words().deletions());
    put(prefix + "word_insertions", result.words().insertions());
    rates(prefix, "", result);
    put(prefix + "wer_low", result.wordErrorRate().low());
    put(prefix + "wer_high", result.wordErrorRate().high());
    put(prefix + "cer_low", result.characterErrorRate().low());
    put(prefix + "cer_high", result.characterErrorRate().high());
  }

  private void part(String prefix, MeasuredSet part) {
    String suffix = "_set_" + part.set().name();
    rates(prefix, suffix, Findings.last(part.results()));
    part.results().forEach((exit, result) -> rates(prefix, suffix(exit) + suffix, result));
  }

  private void slices(String prefix, Map<Slice, MeasuredSlice> slices) {
    Map<String, PlainNames> names = new HashMap<>();
    slices.forEach(
        (slice, measured) -> {
          if (!slice.kind().equals(Slice.SPEAKER)) {
            String value =
                names.computeIfAbsent(slice.kind(), kind -> new PlainNames()).of(slice.value());
            String suffix = "_%s_%s".formatted(slice.kind(), value);
            measured.result().ifPresent(result -> rates(prefix, suffix, result));
          }
        });
  }

  private void exits(String prefix, MeasuredSet whole) {
    whole.results().forEach((exit, result) -> rates(prefix, suffix(exit), result));
  }

  private void rates(String prefix, String suffix, Result result) {
    put(prefix + "wer" + suffix, result.words().rate());
    put(prefix + "cer" + suffix, result.characters().rate());
  }

  private void add(String prefix, ExitPoint point) {
    String suffix = suffix(point.name());
    put(prefix + "wer" + suffix, point.words().rate());
    put(prefix + "cer" + suffix, point.characters().rate());
    put(prefix + "layers" + suffix, point.layers());
    put(prefix + "compute" + suffix, point.compute());
  }

  private void add(String prefix, Classified classified) {
    ConfusionMatrix confusion = classified.confusion();
    put(prefix + "labelled_utterances", confusion.total());
    put(prefix + "accuracy", confusion.accuracy());
    put(prefix + "accuracy_low", classified.accuracy().low());
    put(prefix + "accuracy_high", classified.accuracy().high());
    put(prefix + "majority_accuracy", confusion.majorityAccuracy());
    put(prefix + "macro_f1", confusion.macroF1());
  }

  /** {@code _layer_06} or {@code _entropy_0.02}. */
  private static String suffix(String exit) {
    return isLayer(exit)
        ? "_layer_%02d".formatted(Integer.parseInt(exit))
        : "_" + exit.replace('-', '_');
  }

  private static boolean isLayer(String exit) {
    return exit.chars().allMatch(Character::isDigit);
  }

  private void put(String name, double value) {
    values.put(name, value);
  }
}
