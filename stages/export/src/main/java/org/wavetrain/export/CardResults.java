package org.wavetrain.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The section of a model card that tells how good the models are, and for whom. */
record CardResults(EvaluationFigures evaluation) {
  private static final Pattern EXIT = Pattern.compile("wer_(layer|entropy)_([0-9.]+)");
  private static final int MOST_SPEAKERS = 10;

  private static final List<String> RATES = List.of("WER", "95 % interval", "CER", "95 % interval");

  /** Markdown. */
  String text() {
    if (evaluation.metrics().isEmpty()) {
      return "\n## Evaluation\n\nNot evaluated: the export had no evaluation as its input.\n";
    }
    return "\n## Evaluation\n\nIntervals are those of the bootstrap over utterances (Bisani and Ney,"
        + " ICASSP 2004).\n\n"
        + splits()
        + exits()
        + slices("set", "Part of the test set")
        + slices("sex", "Sex")
        + slices("severity", "Severity of the disorder")
        + slices("duration", "Length")
        + speakers()
        + classifier();
  }

  private String splits() {
    List<List<String>> rows = new ArrayList<>();
    for (String prefix : List.of("", "validation_")) {
      evaluation
          .metric(prefix + "wer")
          .ifPresent(
              wer ->
                  rows.add(
                      List.of(
                          prefix.isEmpty() ? "test" : "validation",
                          rate(prefix + "wer"),
                          interval(prefix + "wer"),
                          rate(prefix + "cer"),
                          interval(prefix + "cer"),
                          count(prefix + "utterances"),
                          count(prefix + "words"))));
    }
    return rows.isEmpty()
        ? ""
        : MarkdownTable.of(headings("Split", "Utterances", "Words"), rows) + "\n";
  }

  private String exits() {
    List<List<String>> rows = new ArrayList<>();
    for (String name : new TreeMap<>(evaluation.metrics()).keySet()) {
      Matcher exit = EXIT.matcher(name);
      if (exit.matches()) {
        String suffix = exit.group(1) + "_" + exit.group(2);
        rows.add(
            List.of(
                exit.group(1).equals("layer")
                    ? "after block " + Integer.parseInt(exit.group(2))
                    : "entropy below " + exit.group(2),
                rate("wer_" + suffix),
                rate("cer_" + suffix),
                evaluation
                    .metric("compute_" + suffix)
                    .map(CardNumber::percent)
                    .orElse(CardNumber.NONE)));
      }
    }
    return rows.size() < 2
        ? ""
        : "The model can stop early; compute is the share of all operations:\n\n"
            + MarkdownTable.of(List.of("Exit", "WER", "CER", "Compute"), rows)
            + "\n";
  }

  private String slices(String kind, String title) {
    List<List<String>> rows =
        evaluation.transcribed(kind).stream()
            .filter(slice -> !slice.path("set").asText().startsWith("validation"))
            .map(CardResults::row)
            .toList();
    return rows.size() < 2 ? "" : MarkdownTable.of(headings(title, "Utterances"), rows) + "\n";
  }

  private String speakers() {
    List<JsonNode> speakers =
        evaluation.transcribed("speaker").stream()
            .filter(slice -> !slice.path("set").asText().startsWith("validation"))
            .sorted(
                Comparator.comparing((JsonNode slice) -> slice.path("wer").doubleValue())
                    .reversed())
            .toList();
    if (speakers.size() < 2) {
      return "";
    }
    String title =
        speakers.size() > MOST_SPEAKERS
            ? "Speaker: the %d with the highest WER of %d".formatted(MOST_SPEAKERS, speakers.size())
            : "Speaker";
    return MarkdownTable.of(
            headings(title, "Utterances"),
            speakers.stream().limit(MOST_SPEAKERS).map(CardResults::row).toList())
        + "\n";
  }

  private static List<String> row(JsonNode slice) {
    return List.of(
        slice.path("value").asText(),
        CardNumber.percent(slice, "wer"),
        CardNumber.interval(slice, "wer"),
        CardNumber.percent(slice, "cer"),
        CardNumber.interval(slice, "cer"),
        slice.path("transcribed").asText(CardNumber.NONE));
  }

  private String classifier() {
    if (evaluation.metric("accuracy").isEmpty()) {
      return "";
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("Accuracy", rate("accuracy"));
    figures.put("Its 95 % interval", interval("accuracy"));
    figures.put("Macro F1", rate("macro_f1"));
    figures.put("Accuracy of always giving the commonest class", rate("majority_accuracy"));
    figures.put("Utterances", count("labelled_utterances"));
    return "The classifier on the test split:\n\n"
        + MarkdownTable.of("Figure", "Value", figures)
        + "\n"
        + evaluation.confusion().map(CardResults::confusion).orElse("");
  }

  private static String confusion(JsonNode confusion) {
    List<String> headings = new ArrayList<>(List.of("True class"));
    confusion.path("labels").forEach(label -> headings.add("as " + label.asText()));
    headings.add("Right");
    List<List<String>> rows = new ArrayList<>();
    for (int truth = 0; truth < confusion.path("labels").size(); truth++) {
      List<String> row = new ArrayList<>(List.of(confusion.path("labels").path(truth).asText()));
      long total = 0;
      for (JsonNode count : confusion.path("counts").path(truth)) {
        row.add(count.asText());
        total += count.longValue();
      }
      long right = confusion.path("counts").path(truth).path(truth).longValue();
      row.add(total == 0 ? CardNumber.NONE : CardNumber.percent((double) right / total));
      rows.add(row);
    }
    return MarkdownTable.of(headings, rows) + "\n";
  }

  private static List<String> headings(String first, String... last) {
    List<String> headings = new ArrayList<>(List.of(first));
    headings.addAll(RATES);
    headings.addAll(List.of(last));
    return headings;
  }

  private String rate(String name) {
    return evaluation.metric(name).map(CardNumber::percent).orElse(CardNumber.NONE);
  }

  private String count(String name) {
    return evaluation.metric(name).map(CardNumber::plain).orElse(CardNumber.NONE);
  }

  private String interval(String name) {
    return evaluation
        .metric(name + "_low")
        .flatMap(
            low ->
                evaluation
                    .metric(name + "_high")
                    .map(high -> CardNumber.percent(low) + " to " + CardNumber.percent(high)))
        .orElse(CardNumber.NONE);
  }
}
