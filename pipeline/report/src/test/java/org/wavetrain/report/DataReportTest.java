package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataReportTest {
  @Test
  void everythingInTheReportHasItsTable() throws IOException {
    List<Part> parts = SampleRun.data().section("ingest").parts();
    assertThat(parts)
        .extracting(part -> part instanceof Part.Table table ? table.caption() : part.kind())
        .containsExactly(
            "All recordings", "Distributions", "Splits", "Sample rates (Hz)", "folded", "Rejects");
  }

  @Test
  void objectsOfTheSameFieldsShareATable() throws IOException {
    Part.Table table = (Part.Table) SampleRun.data().section("ingest").parts().get(1);
    assertThat(table.columns())
        .extracting(Part.Column::title)
        .containsExactly("What", "Minimum", "Median", "Maximum", "Sum");
    assertThat(table.rows())
        .containsExactly(
            List.of("Seconds", "0.9", "2.4", "6.2", "13,433"),
            List.of("Peak (dBFS)", "-12", "-3.1", "-0.2", "–"));
    assertThat(table.columns().get(4).number()).isTrue();
  }

  @Test
  void noColumnRepeatsTheCaption() throws IOException {
    for (Part part : SampleRun.data().section("ingest").parts()) {
      Part.Table table = part instanceof Part.Folded folded ? folded.table() : (Part.Table) part;
      assertThat(table.columns()).extracting(Part.Column::title).doesNotContain(table.caption());
    }
  }
}
