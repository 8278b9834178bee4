package org.wavetrain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Headline;
import org.wavetrain.report.ReportPage.Section;

/** The parts of the page that tell how good the model is. */
final class EvaluationSections {
  private static final int WORST_UTTERANCES = 25;
  private static final String TRAINING_UNKNOWN =
      "The corpus has no training split: whether the model was trained on these speakers or"
          + " sentences is not known.";

  private final EvaluationArtifact evaluation;

  EvaluationSections(EvaluationArtifact evaluation) {
    this.evaluation = evaluation;
  }

  List<Headline> headlines() {
    List<Headline> headlines = new ArrayList<>();
    evaluation
        .metric("wer")
        .ifPresent(
            wer ->
                headlines.add(
                    new Headline(
                        "Word error rate",
                        Wording.percent(wer),
                        "%s errors in %s test words%s"
                            .formatted(
                                count("word_errors"),
                                count("words"),
                                interval("; 95 %: ", "wer")))));
    evaluation
        .metric("cer")
        .ifPresent(
            cer ->
                headlines.add(
                    new Headline(
                        "Character error rate",
                        Wording.percent(cer),
                        "%s test utterances".formatted(count("utterances")))));
    evaluation
        .metric("accuracy")
        .ifPresent(
            accuracy ->
                headlines.add(
                    new Headline(
                        "Classification accuracy",
                        Wording.percent(accuracy),
                        "the commonest label alone: "
                            + share(evaluation.metric("majority_accuracy")))));
    return headlines;
  }

  Section results() {
    List<Part> parts = new ArrayList<>();
    parts.add(comparison());
    parts.addAll(new ExitParts(evaluation).all());
    if (trainingKnown()) {
      parts.add(separation());
    }
    return new Section("results", "Results", trainingKnown() ? "" : TRAINING_UNKNOWN, parts);
  }

  Optional<Section> confusion() {
    return evaluation
        .confusion()
        .map(
            file ->
                new Section(
                    "confusion",
                    "Confusion matrix",
                    "",
                    List.of(
                        Part.Confusion.of(
                            "Utterances of the %s split by true and predicted label. Stronger colour: a larger share of its row; framed: right."
                                .formatted(file.split()),
                            file.labels(),
                            file.counts()))));
  }

  Optional<Section> worstUtterances() {
    List<Part.Utterances.Marked> worst =
        evaluation.utterances().stream()
            .filter(utterance -> utterance.set().equals(judging()) && utterance.errors() > 0)
            .sorted(
                Comparator.comparingDouble(EvaluatedUtterance::wordErrorRate)
                    .thenComparingLong(EvaluatedUtterance::errors)
                    .reversed()
                    .thenComparing(EvaluatedUtterance::id))
            .limit(WORST_UTTERANCES)
            .map(EvaluationSections::marked)
            .toList();
    if (worst.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Section(
            "errors",
            "Worst utterances",
            "The %s of the set %s with the highest word error rates."
                .formatted(Wording.count(worst.size(), "utterance", "utterances"), judging()),
            List.of(new Part.Utterances(worst))));
  }

  /** The set by which the model is judged comes first. */
  private String judging() {
    return evaluation.utterances().get(0).set();
  }

  private Part.Table comparison() {
    List<List<String>> rows = new ArrayList<>();
    addShares(rows, "Word error rate", "wer");
    if (evaluation.metric("wer_low").isPresent()) {
      rows.add(List.of("Its 95 % interval", interval("", "wer"), interval("", "validation_wer")));
    }
    addShares(rows, "Character error rate", "cer");
    addCounts(rows, "Transcribed utterances", "utterances");
    addShares(rows, "Classification accuracy", "accuracy");
    if (evaluation.metric("accuracy_low").isPresent()) {
      rows.add(
          List.of(
              "Its 95 % interval", interval("", "accuracy"), interval("", "validation_accuracy")));
    }
    addShares(rows, "Macro F1", "macro_f1");
    addCounts(rows, "Classified utterances", "labelled_utterances");
    return new Part.Table(
        "The model on speech that it was not trained on",
        List.of(Column.text("Figure"), Column.number("Test"), Column.number("Validation")),
        rows);
  }

  /** A corpus without a training split says nothing of what the model was trained on. */
  private boolean trainingKnown() {
    return Stream.of("training_speakers", "training_sentences")
        .flatMap(metric -> evaluation.metric(metric).stream())
        .anyMatch(count -> count > 0);
  }

  private Part.Table separation() {
    return new Part.Table(
        "Whether the test split is apart from the training split",
        List.of(
            Column.text("What"),
            Column.number("Training"),
            Column.number("Test"),
            Column.number("In both")),
        List.of(
            List.of(
                "Speakers",
                count("training_speakers"),
                count("test_speakers"),
                count("shared_speakers")),
            List.of(
                "Sentences",
                count("training_sentences"),
                count("test_sentences"),
                count("shared_sentences"))));
  }

  private void addShares(List<List<String>> rows, String title, String metric) {
    if (evaluation.metric(metric).isPresent()) {
      rows.add(
          List.of(
              title,
              share(evaluation.metric(metric)),
              share(evaluation.metric("validation_" + metric))));
    }
  }

  private void addCounts(List<List<String>> rows, String title, String metric) {
    if (evaluation.metric(metric).isPresent()) {
      rows.add(List.of(title, count(metric), count("validation_" + metric)));
    }
  }

  private String count(String metric) {
    return evaluation.metric(metric).map(value -> Wording.count(value.longValue())).orElse("–");
  }

  /** From where to where a rate lies by the bootstrap over utterances. */
  private String interval(String before, String metric) {
    return evaluation
        .metric(metric + "_low")
        .map(
            low ->
                before + Wording.percent(low) + " to " + share(evaluation.metric(metric + "_high")))
        .orElse(before.isEmpty() ? "–" : "");
  }

  private static String share(Optional<Double> value) {
    return value.map(Wording::percent).orElse("–");
  }

  private static Part.Utterances.Marked marked(EvaluatedUtterance utterance) {
    return new Part.Utterances.Marked(
        utterance.alignment(),
        String.format(
            Locale.ROOT,
            "%s in %s · %s · speaker %s",
            Wording.count(utterance.errors(), "error", "errors"),
            Wording.count(utterance.words(), "word", "words"),
            utterance.id(),
            utterance.speaker()));
  }
}
