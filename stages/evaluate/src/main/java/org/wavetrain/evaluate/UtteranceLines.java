package org.wavetrain.evaluate;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.evaluate.Classifications.Classification;
import org.wavetrain.training.metrics.Edit;
import org.wavetrain.training.metrics.WordErrorRate;

/** The lines of {@code utterances.jsonl}, at the exit by which the model is judged. */
final class UtteranceLines {
  private UtteranceLines() {}

  /** One line for each utterance that was transcribed or classified, by group and id. */
  static String of(
      List<Findings> findings,
      Transcriptions transcriptions,
      Optional<Classifications> classifications) {
    StringBuilder text = new StringBuilder();
    for (Findings of : findings) {
      Map<String, Map<String, Object>> byId = new TreeMap<>();
      for (Transcription transcription : transcriptions.of(of.group().splits())) {
        line(byId, of.group(), transcription.utterance())
            .putAll(fields(transcription, transcriptions.lastExit()));
      }
      classifications.ifPresent(
          some -> {
            for (Classification one : some.of(of.group().splits())) {
              Map<String, Object> line = line(byId, of.group(), one.utterance());
              line.put("label", some.labels().get(one.label()));
              line.put("predicted", some.labels().get(one.predicted()));
            }
          });
      byId.values().forEach(line -> text.append(CanonicalJson.of(line)).append('\n'));
    }
    return text.toString();
  }

  private static Map<String, Object> line(
      Map<String, Map<String, Object>> byId, Group group, Utterance utterance) {
    return byId.computeIfAbsent(
        utterance.id(),
        id ->
            new TreeMap<>(
                Map.of(
                    "id", id,
                    "speaker", utterance.speaker(),
                    "set", group.name(),
                    "split", utterance.split().label())));
  }

  private static Map<String, Object> fields(Transcription transcription, int exit) {
    Reading.Scored heard = transcription.at(exit);
    List<Edit<String>> alignment =
        WordErrorRate.align(transcription.reference(), heard.reading().text());
    return Map.of(
        "reference", transcription.reference(),
        "hypothesis", heard.reading().text(),
        "words", heard.words().referenceLength(),
        "errors", heard.words().errors(),
        "layer", heard.reading().layer(),
        "entropy", heard.reading().entropy(),
        "alignment", alignment.stream().map(UtteranceLines::fields).toList());
  }

  private static Map<String, Object> fields(Edit<String> edit) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("kind", edit.kind().name().toLowerCase(Locale.ROOT));
    edit.reference().ifPresent(word -> fields.put("reference", word));
    edit.hypothesis().ifPresent(word -> fields.put("hypothesis", word));
    return fields;
  }
}
