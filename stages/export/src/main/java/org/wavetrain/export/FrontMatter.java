package org.wavetrain.export;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.wavetrain.corpus.CorpusSource;
import org.wavetrain.corpus.Split;

/**
 * The YAML at the top of a model card, as Hugging Face's {@code huggingface_hub} reads it, with the
 * figures of the evaluation as {@code model-index}.
 *
 * @param name what the model is called there
 * @param language ISO 639 code; empty if nobody said
 * @param licence of the model, in Hugging Face's words; empty if nobody said
 * @param base the model folder that training started from
 * @param classifies whether a classifier is in the folder as well
 * @param sources what the models were trained or tested on
 * @param tested what the sources have that the models were tested on
 */
record FrontMatter(
    String name,
    String language,
    String licence,
    Optional<String> base,
    boolean classifies,
    List<CorpusSource> sources,
    SourceContents tested,
    EvaluationFigures evaluation) {
  private static final String TRANSCRIPTION = "automatic-speech-recognition";
  private static final String CLASSIFICATION = "audio-classification";

  /** With the lines of dashes around it. */
  String text() {
    List<String> lines = new ArrayList<>(List.of("---"));
    if (!language.isEmpty()) {
      lines.add("language: " + quoted(language));
    }
    lines.add("license: " + quoted(licence.isEmpty() ? "unknown" : licence));
    lines.add("library_name: transformers");
    lines.add("pipeline_tag: " + TRANSCRIPTION);
    base.ifPresent(folder -> lines.add("base_model: " + quoted(folder)));
    lines.addAll(List.of("tags:", "- wav2vec2", "- onnx", "- wavetrain"));
    lines.add("- " + TRANSCRIPTION);
    if (classifies) {
      lines.add("- " + CLASSIFICATION);
    }
    if (sources.stream().anyMatch(CorpusSource::synthetic)) {
      lines.add("- synthetic-speech");
    }
    if (!sources.isEmpty()) {
      lines.add("datasets:");
      sources.forEach(source -> lines.add("- " + quoted(source.name())));
    }
    lines.addAll(List.of("metrics:", "- wer", "- cer"));
    if (classifies) {
      lines.add("- accuracy");
    }
    lines.addAll(index());
    lines.add("---\n");
    return String.join("\n", lines);
  }

  private List<String> index() {
    List<String> results = new ArrayList<>();
    results.addAll(
        result(
            TRANSCRIPTION,
            "Automatic Speech Recognition",
            tested.transcribed().get(Split.TEST),
            List.of("wer", "cer")));
    results.addAll(
        result(
            CLASSIFICATION,
            "Audio Classification",
            tested.labelled().get(Split.TEST),
            List.of("accuracy")));
    if (results.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add("model-index:");
    lines.add("- name: " + quoted(name));
    lines.add("  results:");
    lines.addAll(results);
    return lines;
  }

  private List<String> result(String task, String title, Set<String> data, List<String> metrics) {
    List<String> figures = new ArrayList<>();
    for (String metric : metrics) {
      evaluation
          .metric(metric)
          .ifPresent(
              value -> {
                figures.add("    - type: " + metric);
                figures.add("      name: " + quoted("Test " + title(metric)));
                figures.add("      value: " + String.format(Locale.ROOT, "%.6f", value));
              });
    }
    if (figures.isEmpty()) {
      return List.of();
    }
    String corpora = data.isEmpty() ? "the corpus of the run" : String.join(", ", data);
    List<String> lines = new ArrayList<>();
    lines.add("  - task:");
    lines.add("      type: " + task);
    lines.add("      name: " + title);
    lines.add("    dataset:");
    lines.add("      name: " + quoted(corpora));
    lines.add("      type: " + quoted(corpora));
    lines.add("      split: test");
    lines.add("    metrics:");
    lines.addAll(figures);
    return lines;
  }

  private static String title(String metric) {
    return metric.length() == 3 ? metric.toUpperCase(Locale.ROOT) : metric;
  }

  /** A string of JSON is one of YAML. */
  private static String quoted(String text) {
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
