package org.wavetrain.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.report.Part.Column;

/** What a model's early exits cost and save, from the names of an evaluation's metrics. */
final class ExitParts {
  private static final String LAYER = "_layer_";
  private static final String ENTROPY = "_entropy_";

  private final EvaluationArtifact evaluation;

  ExitParts(EvaluationArtifact evaluation) {
    this.evaluation = evaluation;
  }

  /** A table, and a chart of word error rate against compute; nothing for a model with one exit. */
  List<Part> all() {
    List<String> layers = suffixes(LAYER);
    List<String> thresholds = suffixes(ENTROPY);
    if (layers.size() + thresholds.size() < 2) {
      return List.of();
    }
    List<List<String>> rows = new ArrayList<>();
    for (String layer : layers) {
      rows.add(row("layer " + Integer.parseInt(layer), LAYER + layer));
    }
    for (String threshold : thresholds) {
      rows.add(row("entropy below " + threshold, ENTROPY + threshold));
    }
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Table(
            "Early exits on the test split: after a layer, or for each utterance after the first"
                + " exit whose frame entropy is below a threshold",
            List.of(
                Column.text("Leaving at"),
                Column.number("Word error rate"),
                Column.number("Character error rate"),
                Column.number("Layers run on average"),
                Column.number("Compute")),
            rows));
    chart(layers, thresholds).ifPresent(parts::add);
    return parts;
  }

  private List<String> row(String name, String suffix) {
    return List.of(
        name,
        percent("wer" + suffix),
        percent("cer" + suffix),
        evaluation.metric("layers" + suffix).map(Wording::figure).orElse("–"),
        percent("compute" + suffix));
  }

  private Optional<Part> chart(List<String> layers, List<String> thresholds) {
    List<ChartData.Curve> curves = new ArrayList<>();
    curve("a fixed layer", LAYER, layers).ifPresent(curves::add);
    curve("an entropy for each utterance", ENTROPY, thresholds).ifPresent(curves::add);
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    ChartData data = new ChartData("compute, % of all layers", "word error rate", true, curves);
    return Optional.of(
        new Part.Chart(
            "Word error rate against compute",
            "Leaving early at a fixed layer, or where each utterance's entropy says so; the table"
                + " above has the figures.",
            data.toScriptJson()));
  }

  private Optional<ChartData.Curve> curve(String label, String kind, List<String> suffixes) {
    List<ChartData.Point> points = new ArrayList<>();
    for (String suffix : suffixes) {
      Optional<Double> compute = evaluation.metric("compute" + kind + suffix);
      Optional<Double> rate = evaluation.metric("wer" + kind + suffix);
      if (compute.isPresent() && rate.isPresent()) {
        points.add(new ChartData.Point(100 * compute.get(), rate.get()));
      }
    }
    points.sort(Comparator.comparingDouble(ChartData.Point::across));
    return points.isEmpty() ? Optional.empty() : Optional.of(new ChartData.Curve(label, points));
  }

  /** What follows {@code wer} and a kind in the names of metrics, ascending. */
  private List<String> suffixes(String kind) {
    return evaluation.metrics().keySet().stream()
        .filter(name -> name.matches("wer" + kind + "[0-9.]+"))
        .map(name -> name.substring(("wer" + kind).length()))
        .sorted(Comparator.comparingDouble(Double::parseDouble))
        .toList();
  }

  private String percent(String metric) {
    return evaluation.metric(metric).map(Wording::percent).orElse("–");
  }
}
