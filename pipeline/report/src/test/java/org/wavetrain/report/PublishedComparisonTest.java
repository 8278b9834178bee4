package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.definition.PublishedResult;
import org.wavetrain.report.ReportPage.Section;

class PublishedComparisonTest {
  @Test
  void eachPublishedFigureStandsBesideOurs() throws Exception {
    PublishedComparison comparison =
        new PublishedComparison(
            List.of(
                published("wer_layer_02"),
                published("accuracy"),
                published("validation_wer_layer_12_set_dev-clean")));

    Section section = comparison.section(Optional.of(SampleRun.evaluation())).orElseThrow();

    assertThat(((Part.Table) section.parts().get(0)).rows())
        .containsExactly(
            List.of(
                "Word error rate after layer 2",
                "50.00\u00a0%",
                "31.00\u00a0%",
                "there",
                "a paper"),
            List.of("Classification accuracy", "50.00\u00a0%", "78.00\u00a0%", "there", "a paper"),
            List.of(
                "Word error rate, validation split after layer 12, dev-clean",
                "50.00\u00a0%",
                "–",
                "there",
                "a paper"));
  }

  @Test
  void withNothingPublishedThereIsNoSection() {
    assertThat(new PublishedComparison(List.of()).section(Optional.empty())).isEmpty();
  }

  private static PublishedResult published(String metric) {
    return new PublishedResult(metric, 0.5, "there", "a paper");
  }
}
