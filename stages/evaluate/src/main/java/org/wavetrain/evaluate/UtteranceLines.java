package org.wavetrain.evaluate;

import java.util.HashMap;
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
  /** As {@code slices.json} calls the parts of a set. */
  private static final String PART = "set";

  private UtteranceLines() {}

  /** One line for each utterance that was transcribed or classified, by group and id. */
  static String of(
      List<Findings> findings,
      Transcriptions transcriptions,
      Optional<Classifications> classifications) {
    StringBuilder text = new StringBuilder();
    for (Findings of : findings) {
      Map<String, Map<String, Object>> byId = new TreeMap<>();
      Map<String, String> parts = parts(of);
      for (Transcription transcription : transcriptions.of(of.group().splits())) {
        line(byId, of.group(), transcription.utterance(), parts)
            .putAll(fields(transcription, transcriptions.lastExit()));
      }
      classifications.ifPresent(
          some -> {
            for (Classification one : some.of(of.group().splits())) {
              Map<String, Object> line = line(byId, of.group(), one.utterance(), parts);
              line.put("label", some.labels().get(one.label()));
              line.put("predicted", some.labels().get(one.predicted()));
            }
          });
      byId.values().forEach(line -> text.append(CanonicalJson.of(line)).append('\n'));
    }
    return text.toString();
  }

  private static Map<String, Object> line(
      Map<String, Map<String, Object>> byId,
      Group group,
      Utterance utterance,
      Map<String, String> parts) {
    Map<String, String> slices = Slice.of(utterance);
    Optional.ofNullable(parts.get(utterance.id())).ifPresent(part -> slices.put(PART, part));
    return byId.computeIfAbsent(
        utterance.id(),
        id ->
            new TreeMap<>(
                Map.of(
                    "id", id,
                    "speaker", utterance.speaker(),
                    "set", group.name(),
                    "split", utterance.split().label(),
                    "seconds", utterance.seconds(),
                    "slices", slices)));
  }

  /** By id, the part of the group that an utterance is in. */
  private static Map<String, String> parts(Findings findings) {
    Map<String, String> parts = new HashMap<>();
    findings.sets().stream()
        .skip(1)
        .map(Findings.MeasuredSet::set)
        .forEach(
            part ->
                part.transcriptions().forEach(one -> parts.put(one.utterance().id(), part.name())));
    return parts;
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
        "characters", heard.characters().referenceLength(),
        "character_errors", heard.characters().errors(),
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
