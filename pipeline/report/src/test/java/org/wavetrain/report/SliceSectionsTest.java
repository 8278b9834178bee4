package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.wavetrain.evaluation.EvaluationArtifact;
import org.wavetrain.evaluation.EvaluationArtifact.Slice;

class SliceSectionsTest {
  @Test
  void aFewSpeakersAreShownAsTheyCome() {
    Part.Table table = (Part.Table) speakers(12);
    assertThat(table.caption()).isEqualTo("Results by speaker");
    assertThat(table.rows()).hasSize(12);
    assertThat(table.rows().get(0).get(0)).isEqualTo("speaker 0");
  }

  @Test
  void moreSpeakersAreShownOnRequest() {
    Part.Folded folded = (Part.Folded) speakers(50);
    assertThat(folded.summary()).isEqualTo("Results by speaker: 50 rows");
    assertThat(folded.table().rows()).hasSize(50);
  }

  @Test
  void ofVeryManySpeakersThoseAreShownWhomTheModelServesWorst() {
    Part.Table table = ((Part.Folded) speakers(2_000)).table();
    assertThat(table.caption())
        .isEqualTo("Results by speaker: the 50 with the highest WER of 2,000");
    assertThat(table.rows()).hasSize(50);
    assertThat(table.rows().get(0).get(0)).isEqualTo("speaker 1999");
    assertThat(table.rows().get(49).get(0)).isEqualTo("speaker 1950");
  }

  /** Speakers of whom each is heard worse than the one before, the first not at all. */
  private static Part speakers(int count) {
    List<Slice> slices =
        IntStream.range(0, count)
            .mapToObj(
                index ->
                    new Slice(
                        "test",
                        "speaker",
                        "speaker " + index,
                        3,
                        1,
                        index == 0 ? null : (double) index / count,
                        null,
                        null,
                        null,
                        1.0))
            .toList();
    return new SliceSections(new EvaluationArtifact(Map.of(), List.of(), Optional.empty(), slices))
        .all()
        .get(0)
        .parts()
        .get(0);
  }
}
