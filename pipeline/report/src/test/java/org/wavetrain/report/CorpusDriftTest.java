package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CorpusDriftTest {
  private static final String LETTERS = "{\"a\":500,\"b\":300,\"c\":200}";

  @Test
  void aCorpusHasNotDriftedFromItself() throws IOException {
    CorpusFigures corpus = corpus(seconds(400, 2), 400, LETTERS);
    assertThat(CorpusDrift.between(corpus, corpus))
        .allSatisfy(
            drift -> {
              assertThat(drift.distance()).isZero();
              assertThat(drift.pValue()).isEqualTo(1);
              assertThat(drift.drifted()).isFalse();
            })
        .extracting(CorpusDrift::measure)
        .containsExactly("Duration", "Characters");
  }

  @Test
  void longerRecordingsAreToldWithTestAndBound() throws IOException {
    CorpusDrift drift = drift(seconds(400, 3), 400, seconds(400, 2), 400);
    assertThat(drift.drifted()).isTrue();
    assertThat(drift.sentence())
        .isEqualTo(
            "Recordings are longer than the champion's: median 5 s against 4 s, KS 0.25, p < 0.001:"
                + " above the bound 0.1.");
  }

  @Test
  void aSmallDifferenceOfManyRecordingsIsNoDrift() throws IOException {
    CorpusDrift drift = drift(seconds(400, 2.2), 100_000, seconds(400, 2), 100_000);
    assertThat(drift.significant()).isTrue();
    assertThat(drift.drifted()).isFalse();
    assertThat(drift.sentence()).endsWith("p < 0.001: within the bound 0.1.");
  }

  @Test
  void aLargeDifferenceOfFewRecordingsMayBeChance() throws IOException {
    CorpusDrift drift = drift(seconds(8, 3), 8, seconds(8, 2), 8);
    assertThat(drift.distance()).isGreaterThan(drift.bound());
    assertThat(drift.drifted()).isFalse();
    assertThat(drift.sentence()).endsWith("above the bound 0.1, but that may be chance.");
  }

  @Test
  void charactersOfAnotherLanguageAreDrift() throws IOException {
    CorpusDrift drift =
        CorpusDrift.between(
                corpus("[]", 0, "{\"a\":500,\"b\":300,\"ü\":200}"), corpus("[]", 0, LETTERS))
            .get(0);
    assertThat(drift.drifted()).isTrue();
    assertThat(drift.sentence())
        .startsWith("Texts have characters that the champion's do not have, ü, and none of c, JS");
  }

  @Test
  void aSingleNewCharacterIsDriftHoweverRareItIs() throws IOException {
    CorpusDrift drift =
        CorpusDrift.between(
                corpus("[]", 0, "{\"a\":500000,\"b\":300000,\"c\":200000,\"ü\":1}"),
                corpus("[]", 0, LETTERS))
            .get(0);
    assertThat(drift.distance()).isLessThan(drift.bound());
    assertThat(drift.drifted()).isTrue();
    assertThat(drift.sentence())
        .startsWith("Texts have characters that the champion's do not have, ü, JS 0.00")
        .endsWith("within the bound 0.1; the champion was not taught to write the new ones.");
  }

  @Test
  void whatAnOlderIngestDidNotKeepIsNotCompared() throws IOException {
    CorpusFigures old =
        CorpusFigures.read(new MemoryArtifact(Map.of("data_report.json", "{\"splits\":{}}")));
    assertThat(CorpusDrift.between(corpus(seconds(400, 2), 400, LETTERS), old)).isEmpty();
  }

  private static CorpusDrift drift(String own, int ownCount, String champion, int count)
      throws IOException {
    return CorpusDrift.between(corpus(own, ownCount, LETTERS), corpus(champion, count, LETTERS))
        .get(0);
  }

  /** Evenly spread over four seconds. */
  private static String seconds(int values, double from) {
    return IntStream.range(0, values)
        .mapToObj(index -> Double.toString(from + 4.0 * index / values))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static CorpusFigures corpus(String seconds, int count, String characters)
      throws IOException {
    return CorpusFigures.read(
        new MemoryArtifact(
            Map.of(
                "data_report.json",
                "{\"ranked_values\":{\"seconds\":{\"count\":%d,\"values\":%s}},\"characters\":%s}"
                    .formatted(count, seconds, characters))));
  }

  @Test
  void thePageTellsLeaksFirstThenDriftAndDrawsBothCorpora() throws IOException {
    CorpusFigures own =
        CorpusFigures.read(
            new MemoryArtifact(
                Map.of(
                    "data_report.json",
                    """
                    {"near_duplicates":{"recordings_compared":400,"groups":1,
                      "groups_across_splits":1,"recordings_in_groups":2},
                     "near_duplicate_groups":[{"splits":["train","test"],
                      "recordings":["a (train)","b (test)"],"count":2,
                      "different_bits_share":0.05}],
                     "characters":{"a":500,"q":1},"characters_not_in_training":["q"],
                     "texts_with_other_characters":{"9":4},
                     "ranked_values":{"seconds":{"count":400,"values":%s}}}\
                    """
                        .formatted(seconds(400, 3)))));
    List<ReportPage.Section> sections =
        new DataSections(
                "ingest", own, new CorpusInService.Other(corpus(seconds(400, 2), 400, LETTERS)))
            .all();
    assertThat(sections)
        .extracting(ReportPage.Section::title)
        .startsWith(
            "Near-duplicates", "Drift", "How the recordings are", "Characters that need a look");
    assertThat(sections.get(0).note())
        .contains("1 group is in more than one split: the model is tested on what it has heard.");
    assertThat(((Part.Table) sections.get(0).parts().get(0)).rows())
        .containsExactly(List.of("train, test", "a (train), b (test)", "2", "5.00\u00a0%"));
    assertThat(((Part.Chart) sections.get(2).parts().get(0)).json())
        .contains("this corpus", "the champion's");
    assertThat(((Part.Table) sections.get(3).parts().get(0)).rows())
        .containsExactly(
            List.of(
                "q",
                "U+0071 LATIN SMALL LETTER Q",
                "1",
                "in no training text: a model cannot write it"),
            List.of("9", "", "4", "not allowed; so many texts have it"));
  }

  @Test
  void thePageTellsThatTheCorpusIsTheChampionsOwn() throws IOException {
    DataSections page =
        new DataSections(
            "ingest", corpus(seconds(400, 2), 400, LETTERS), new CorpusInService.Same());
    assertThat(page.all())
        .filteredOn(section -> section.title().equals("Drift"))
        .extracting(ReportPage.Section::note)
        .containsExactly(
            "The model in service was trained on this very corpus, so nothing has drifted.");
  }
}
