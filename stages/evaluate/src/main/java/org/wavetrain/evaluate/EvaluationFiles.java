package org.wavetrain.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.corpus.Split;
import org.wavetrain.corpus.Utterance;
import org.wavetrain.evaluate.Classifications.Classification;
import org.wavetrain.evaluate.Transcriptions.Errors;
import org.wavetrain.evaluate.Transcriptions.Transcription;
import org.wavetrain.training.metrics.Edit;
import org.wavetrain.training.metrics.EditCounts;
import org.wavetrain.training.metrics.WordErrorRate;

/** Writes the files of an evaluation, in the formats of docs/artifacts.md. */
final class EvaluationFiles {
  private static final List<Split> SPLITS = List.of(Split.TEST, Split.VALIDATION);

  private final ArtifactWriter output;

  EvaluationFiles(ArtifactWriter output) {
    this.output = output;
  }

  void write(
      Map<String, Double> metrics,
      Transcriptions transcriptions,
      Optional<Classifications> classifications)
      throws IOException {
    put("metrics.json", CanonicalJson.of(metrics) + "\n");
    put("wer_results.txt", layerwiseRates(transcriptions));
    for (Split split : SPLITS) {
      writeTranscriptions(split, transcriptions);
    }
    put("utterances.jsonl", utterances(transcriptions, classifications));
    put(
        "speakers.json",
        CanonicalJson.of(new SpeakerSlices(transcriptions, classifications).all()) + "\n");
    if (classifications.isPresent()) {
      put("confusion.json", confusion(classifications.get()));
    }
  }

  /** The error rates after each layer that the model can stop at. */
  private static String layerwiseRates(Transcriptions transcriptions) {
    StringBuilder text = new StringBuilder("split\tlayer\twer\tcer\tword_errors\twords\n");
    for (Split split : SPLITS) {
      for (int exit = 0; exit < transcriptions.layers().size(); exit++) {
        Errors errors = transcriptions.errors(split, exit);
        if (errors.utterances() > 0) {
          text.append(
              String.format(
                  Locale.ROOT,
                  "%s\t%d\t%.6f\t%.6f\t%d\t%d\n",
                  split.label(),
                  transcriptions.layers().get(exit),
                  errors.words().rate(),
                  errors.characters().rate(),
                  errors.words().errors(),
                  errors.words().referenceLength()));
        }
      }
    }
    return text.toString();
  }

  private void writeTranscriptions(Split split, Transcriptions transcriptions) throws IOException {
    List<Transcription> ofSplit = transcriptions.of(split);
    if (ofSplit.isEmpty()) {
      return;
    }
    for (int exit = 0; exit < transcriptions.layers().size(); exit++) {
      StringBuilder text = new StringBuilder();
      for (Transcription transcription : ofSplit) {
        text.append(transcription.utterance().id())
            .append('\t')
            .append(transcription.texts().get(exit))
            .append('\n');
      }
      put(
          "transcriptions/%s.%d.txt".formatted(split.label(), transcriptions.layers().get(exit)),
          text.toString());
    }
  }

  /** One line for each utterance that was transcribed or classified, by split and id. */
  private static String utterances(
      Transcriptions transcriptions, Optional<Classifications> classifications) {
    StringBuilder text = new StringBuilder();
    for (Split split : SPLITS) {
      Map<String, Map<String, Object>> byId = new TreeMap<>();
      for (Transcription transcription : transcriptions.of(split)) {
        line(byId, transcription.utterance())
            .putAll(fields(transcription, transcriptions.lastExit()));
      }
      classifications.ifPresent(
          some -> {
            for (Classification one : some.of(split)) {
              Map<String, Object> line = line(byId, one.utterance());
              line.put("label", some.labels().get(one.label()));
              line.put("predicted", some.labels().get(one.predicted()));
            }
          });
      byId.values().forEach(line -> text.append(CanonicalJson.of(line)).append('\n'));
    }
    return text.toString();
  }

  private static Map<String, Object> line(
      Map<String, Map<String, Object>> byId, Utterance utterance) {
    return byId.computeIfAbsent(
        utterance.id(),
        id ->
            new TreeMap<>(
                Map.of(
                    "id", id,
                    "speaker", utterance.speaker(),
                    "split", utterance.split().label())));
  }

  private static Map<String, Object> fields(Transcription transcription, int exit) {
    String hypothesis = transcription.texts().get(exit);
    List<Edit<String>> alignment = WordErrorRate.align(transcription.reference(), hypothesis);
    EditCounts counts = EditCounts.of(alignment);
    return Map.of(
        "reference", transcription.reference(),
        "hypothesis", hypothesis,
        "words", counts.referenceLength(),
        "errors", counts.errors(),
        "alignment", alignment.stream().map(EvaluationFiles::fields).toList());
  }

  private static Map<String, Object> fields(Edit<String> edit) {
    Map<String, Object> fields = new TreeMap<>();
    fields.put("kind", edit.kind().name().toLowerCase(Locale.ROOT));
    edit.reference().ifPresent(word -> fields.put("reference", word));
    edit.hypothesis().ifPresent(word -> fields.put("hypothesis", word));
    return fields;
  }

  private static String confusion(Classifications classifications) {
    return CanonicalJson.of(
            Map.of(
                "split", Split.TEST.label(),
                "labels", classifications.labels(),
                "counts", classifications.confusion(Split.TEST).rows()))
        + "\n";
  }

  private void put(String path, String text) throws IOException {
    output.put(path, text.getBytes(UTF_8));
  }
}
