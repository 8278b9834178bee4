package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.report.ReportPage.Section;

class EvaluationSectionsTest {
  private static final String APART = "Whether the test split is apart from the training split";

  @Test
  void whatAModelWasTrainedOnIsSaidToBeUnknownWhereNothingTellsIt() {
    Section foreign =
        results(Map.of("wer", 0.0398, "training_speakers", 0.0, "training_sentences", 0.0));
    assertThat(captions(foreign)).doesNotContain(APART);
    assertThat(foreign.note()).contains("not known");

    Section own =
        results(Map.of("wer", 0.0398, "training_speakers", 0.0, "training_sentences", 9.0));
    assertThat(captions(own)).contains(APART);
    assertThat(own.note()).isEmpty();
  }

  private static List<String> captions(Section section) {
    return section.parts().stream()
        .filter(Part.Table.class::isInstance)
        .map(Part.Table.class::cast)
        .map(Part.Table::caption)
        .toList();
  }

  private static Section results(Map<String, Double> metrics) {
    return new EvaluationSections(
            new EvaluationArtifact(metrics, List.of(), Optional.empty(), List.of()))
        .results();
  }
}
