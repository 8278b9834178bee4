package org.wavetrain.evaluate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactWriter;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.evaluate.Findings.MeasuredSet;
import org.wavetrain.training.metrics.AlignmentText;
import org.wavetrain.training.metrics.WordErrorRate;

/** Writes the files of an evaluation, in the formats of docs/artifacts.md. */
final class EvaluationFiles {
  private final ArtifactWriter output;

  EvaluationFiles(ArtifactWriter output) {
    this.output = output;
  }

  void write(
      Map<String, Double> metrics,
      List<Findings> findings,
      Transcriptions transcriptions,
      Optional<Classifications> classifications)
      throws IOException {
    put("metrics.json", CanonicalJson.of(metrics) + "\n");
    put("wer_results.txt", ResultTable.rates(findings, transcriptions));
    put("slices.json", CanonicalJson.of(SliceJson.of(findings)) + "\n");
    put("utterances.jsonl", UtteranceLines.of(findings, transcriptions, classifications));
    if (findings.stream().anyMatch(of -> !of.points().isEmpty())) {
      put("exit_thresholds.txt", ResultTable.exits(findings));
    }
    for (Findings of : findings) {
      for (MeasuredSet measured : of.sets()) {
        write(measured.set(), transcriptions);
      }
    }
    Findings judging = findings.get(0);
    if (classifications.isPresent() && judging.classified().isPresent()) {
      put(
          "confusion.json",
          confusion(
              judging, classifications.get().labels(), judging.classified().get().confusion()));
    }
  }

  private void write(TestSet set, Transcriptions transcriptions) throws IOException {
    for (int exit = 0; exit < transcriptions.exits().size(); exit++) {
      StringBuilder texts = new StringBuilder();
      for (Transcription transcription : set.transcriptions()) {
        texts
            .append(transcription.utterance().id())
            .append('\t')
            .append(transcription.at(exit).reading().text())
            .append('\n');
      }
      String exitName = transcriptions.exits().get(exit);
      put("transcriptions/%s.%s.txt".formatted(set.name(), exitName), texts.toString());
    }
    put(
        "alignments/%s.txt".formatted(set.name()),
        alignments(set.transcriptions(), transcriptions.lastExit()));
  }

  /** Utterances that were not heard rightly, as jiwer shows them. */
  private static String alignments(List<Transcription> transcriptions, int exit) {
    StringBuilder text = new StringBuilder();
    for (Transcription transcription : transcriptions) {
      Reading.Scored heard = transcription.at(exit);
      if (heard.words().errors() > 0) {
        text.append("=== %s ===\n\n".formatted(transcription.utterance().id()))
            .append(
                AlignmentText.of(
                    WordErrorRate.align(transcription.reference(), heard.reading().text())))
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String confusion(
      Findings judging, List<String> labels, ConfusionMatrix confusion) {
    return CanonicalJson.of(
            Map.of(
                "split", judging.group().name(),
                "labels", labels,
                "counts", confusion.rows()))
        + "\n";
  }

  private void put(String path, String text) throws IOException {
    output.put(path, text.getBytes(UTF_8));
  }
}
