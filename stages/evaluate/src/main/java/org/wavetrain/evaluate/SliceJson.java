package org.wavetrain.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wavetrain.evaluate.Findings.MeasuredSet;
import org.wavetrain.evaluate.Findings.MeasuredSlice;

/** The objects of {@code slices.json}. */
final class SliceJson {
  /** The kind of what is a set of its own. */
  private static final String SET = "set";

  private SliceJson() {}

  /** The parts of each group, if there are several, and its slices. */
  static List<Map<String, Object>> of(List<Findings> findings) {
    List<Map<String, Object>> objects = new ArrayList<>();
    for (Findings of : findings) {
      for (MeasuredSet part : of.sets().subList(Math.min(1, of.sets().size()), of.sets().size())) {
        Map<String, Object> object = object(of.group(), SET, part.set().name());
        addResult(object, Findings.last(part.results()));
        objects.add(object);
      }
      of.slices()
          .forEach(
              (slice, measured) -> {
                Map<String, Object> object = object(of.group(), slice.kind(), slice.value());
                add(object, measured);
                objects.add(object);
              });
    }
    return objects;
  }

  private static Map<String, Object> object(Group group, String kind, String value) {
    return new TreeMap<>(Map.of("set", group.name(), "kind", kind, "value", value));
  }

  private static void add(Map<String, Object> object, MeasuredSlice measured) {
    object.put("transcribed", 0L);
    object.put("classified", 0L);
    measured.result().ifPresent(result -> addResult(object, result));
    measured
        .confusion()
        .ifPresent(
            confusion -> {
              object.put("classified", confusion.total());
              object.put("accuracy", confusion.accuracy());
            });
  }

  private static void addResult(Map<String, Object> object, Result result) {
    object.put("transcribed", result.utterances());
    object.put("seconds", result.seconds());
    object.put("words", result.words().referenceLength());
    object.put("word_errors", result.words().errors());
    object.put("wer", result.words().rate());
    object.put("wer_low", result.wordErrorRate().low());
    object.put("wer_high", result.wordErrorRate().high());
    object.put("cer", result.characters().rate());
    object.put("cer_low", result.characterErrorRate().low());
    object.put("cer_high", result.characterErrorRate().high());
  }
}
