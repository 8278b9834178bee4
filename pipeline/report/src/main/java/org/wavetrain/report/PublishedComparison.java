package org.wavetrain.report;

import java.util.List;
import java.util.Optional;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.report.Part.Column;
import org.wavetrain.report.ReportPage.Section;

/** The part of the page that sets the run's figures beside those that others published. */
final class PublishedComparison {
  private final List<PublishedResult> published;

  PublishedComparison(List<PublishedResult> published) {
    this.published = List.copyOf(published);
  }

  /**
   * @param evaluation what was measured in this run, if anything was
   */
  Optional<Section> section(Optional<EvaluationArtifact> evaluation) {
    if (published.isEmpty()) {
      return Optional.empty();
    }
    List<List<String>> rows =
        published.stream()
            .map(
                result ->
                    List.of(
                        MetricTitles.of(result.metric()),
                        Wording.percent(result.value()),
                        evaluation
                            .flatMap(some -> some.metric(result.metric()))
                            .map(Wording::percent)
                            .orElse("–"),
                        result.measured(),
                        result.source()))
            .toList();
    List<Column> columns =
        List.of(
            Column.text("Figure"),
            Column.number("Published"),
            Column.number("Ours"),
            Column.text("Published for"),
            Column.text("Where"));
    return Optional.of(
        new Section(
            "published",
            "Published results",
            "What others reached with this recipe on the corpus that they name, beside this run's"
                + " own figures on the recordings that it was given.",
            List.of(new Part.Table("Published and ours", columns, rows))));
  }
}
