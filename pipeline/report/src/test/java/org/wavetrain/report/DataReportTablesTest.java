package org.wavetrain.report;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DataReportTablesTest {
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
  void whatIsWithinARecordReadsAsWords() throws IOException {
    List<Part> parts =
        parts(
            """
            {"divisions":{"commands":{"drawn_from_training":[],"set_aside":0,"apart":true}},
             "overlaps":[{"splits":["train","test"],"before":{"speakers":2},"after":{"speakers":0}}]}\
            """);
    Part.Table divisions = (Part.Table) parts.get(0);
    assertThat(divisions.rows()).containsExactly(List.of("commands", "–", "0", "yes"));
    Part.Table overlaps = (Part.Table) parts.get(1);
    assertThat(overlaps.columns())
        .containsExactly(
            Part.Column.text("Splits"),
            Part.Column.number("Before: speakers"),
            Part.Column.number("After: speakers"));
    assertThat(overlaps.rows()).containsExactly(List.of("train, test", "2", "0"));
  }

  @Test
  void aTableThatIsCutSaysOnceHowManyRowsItHas() throws IOException {
    String speakers =
        IntStream.range(0, 76)
            .mapToObj("{\"speaker\":\"%d\"}"::formatted)
            .collect(joining(",", "{\"speakers\":[", "]}"));
    Part.Folded folded = (Part.Folded) parts(speakers).get(0);
    assertThat(folded.summary()).isEqualTo("Speakers: the first 50 of 76");
    assertThat(folded.table().rows()).hasSize(50);
  }

  private static List<Part> parts(String report) throws IOException {
    return DataReportTables.of(new JsonMapper().readTree(report)).section("ingest").parts();
  }

  @Test
  void noColumnRepeatsTheCaption() throws IOException {
    for (Part part : SampleRun.data().section("ingest").parts()) {
      Part.Table table = part instanceof Part.Folded folded ? folded.table() : (Part.Table) part;
      assertThat(table.columns()).extracting(Part.Column::title).doesNotContain(table.caption());
    }
  }
}
