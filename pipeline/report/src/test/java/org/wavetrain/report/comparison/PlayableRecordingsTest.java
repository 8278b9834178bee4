package org.wavetrain.report.comparison;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wavetrain.report.comparison.SampleResults.recorded;
import static org.wavetrain.report.comparison.SampleResults.transcribed;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.evaluation.EvaluatedUtterance;
import org.wavetrain.report.comparison.ComparedUtterances.Row;
import org.wavetrain.report.comparison.PlayableRecordings.Name;

class PlayableRecordingsTest {
  /** Each corpus has another recording of each id. */
  private static final Recordings ALL =
      (corpus, ids, most) -> {
        Map<String, byte[]> mp3 = new HashMap<>();
        ids.forEach(id -> mp3.put(id, (corpus + " " + id).getBytes(UTF_8)));
        return new Recordings.Found(mp3, "");
      };

  private static PlayableRecordings find(List<RunResults> runs) throws IOException {
    return PlayableRecordings.find(ALL, runs, ComparedUtterances.of(runs).rows(), 1000);
  }

  @Test
  void recordingsWithOneIdInTwoCorporaAreTwo() throws IOException {
    List<RunResults> runs =
        List.of(
            recorded("A", "first", List.of(transcribed("u", "one", 2))),
            recorded("B", "first", List.of(transcribed("u", "one", 0))),
            recorded("C", "second", List.of(transcribed("u", "two", 2))),
            recorded("D", "second", List.of(transcribed("u", "two", 0))));

    PlayableRecordings found = find(runs);

    assertThat(found.mp3())
        .containsOnlyKeys(new Name(Sha256.of("first"), "u"), new Name(Sha256.of("second"), "u"));
    List<Row> rows = ComparedUtterances.of(runs).rows();
    assertThat(rows).extracting(Row::reference).containsExactlyInAnyOrder("one", "two");
    for (Row row : rows) {
      assertThat(found.of(row))
          .contains(new Name(Sha256.of(row.reference().equals("one") ? "first" : "second"), "u"));
    }
  }

  @Test
  void onlyWhatRunsHeardDifferentlyIsPlayedEvenWithAsManyErrors() throws IOException {
    List<RunResults> runs =
        List.of(
            recorded("A", "c", List.of(transcribed("same", "x", 1), heard("apart", "cat"))),
            recorded("B", "c", List.of(transcribed("same", "x", 1), heard("apart", "hat"))));

    PlayableRecordings found = find(runs);

    assertThat(found.mp3()).containsOnlyKeys(new Name(Sha256.of("c"), "apart"));
  }

  /** With one error, whatever was heard. */
  private static EvaluatedUtterance heard(String id, String hypothesis) {
    return new EvaluatedUtterance(
        id,
        "someone",
        "test",
        Map.of(),
        1,
        "bat",
        hypothesis,
        1,
        1,
        3,
        1,
        List.of(new EvaluatedUtterance.Edit("substitution", "bat", hypothesis)),
        null,
        null);
  }
}
