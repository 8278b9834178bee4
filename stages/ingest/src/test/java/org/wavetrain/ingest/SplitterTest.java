package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class SplitterTest {
  private final Splitter splitter = new Splitter(settings(false));

  @Test
  @Fault(
      area = FaultArea.NUMBERS,
      injected = "a source of one speaker",
      outcome = "refused with the remedy, or divided by sentence where speakers may overlap")
  void oneSpeakerIsRefusedUnlessOverlapIsAllowed() {
    List<Candidate> candidates = ownSentences("mine", 1, 20);

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> splitter.plan(candidates))
        .withMessageContaining("mine-s0")
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(IngestError.INGEST_TOO_FEW_SPEAKERS);
              assertThat(failure.remedy()).contains("in a manifest by the column speaker");
            });

    SplitPlan plan = new Splitter(settings(true)).plan(candidates);
    assertThat(plan.divisions().get("mine").overlappingSpeakers()).isEqualTo(1);
    assertThat(plan.splits().values()).contains(Split.values());
    assertThat(plan.messages())
        .singleElement()
        .asString()
        .startsWith("Source mine has too few speakers to keep them apart");
  }

  @Test
  void threeSpeakersFillThreeSplits() {
    SplitPlan plan = splitter.plan(ownSentences("mine", 3, 5));

    assertThat(plan.splits()).hasSize(15);
    assertThat(plan.splits().values()).contains(Split.values());
    assertThat(plan.divisions().get("mine").setAside()).isZero();
    assertThat(plan.messages()).isEmpty();
  }

  @Test
  void sentencesThatEverybodySaysAreSharedOutByTheShares() {
    List<Candidate> candidates = sameSentences("mine", 20, 20, true);

    SplitPlan plan = splitter.plan(candidates);

    Map<Split, Set<String>> sentences = sentences(candidates, plan);
    assertThat(sentences.get(Split.TEST)).hasSize(3);
    assertThat(sentences.get(Split.VALIDATION)).hasSize(2);
    assertThat(sentences.get(Split.TRAIN)).hasSize(15);
    assertApart(sentences);
    assertThat(plan.splits()).hasSize(3 * 3 + 2 * 2 + 15 * 15);
    assertThat(plan.divisions().get("mine").setAside()).isEqualTo(400 - 238);
  }

  @Test
  void threeSentencesThatEverybodySaysFillThreeSplits() {
    SplitPlan plan = splitter.plan(sameSentences("mine", 20, 3, true));

    assertThat(plan.splits().values()).contains(Split.values());
  }

  @Test
  void equalSentencesOfSeveralSourcesStayInOneSplit() {
    List<Candidate> candidates = new ArrayList<>(sameSentences("one", 6, 12, true));
    candidates.addAll(sameSentences("other", 9, 12, true));

    assertApart(sentences(candidates, splitter.plan(candidates)));
  }

  @Test
  void aSourceOfOneSpeakerGivesWayToTheSpeakersOfOthers() {
    List<Candidate> candidates = new ArrayList<>(ownSentences("many", 6, 4));
    candidates.addAll(ownSentences("one", 1, 4));

    SplitPlan plan = new Splitter(settings(true)).plan(candidates);

    assertApart(sentences(candidates, plan));
    assertThat(plan.splits()).hasSize(candidates.size());
  }

  @Test
  void twoStatementsWithoutTextsAreDividedBySpeakerAloneAndThePlanSaysSo() {
    List<Candidate> candidates = sameSentences("emotions", 24, 2, false);

    SplitPlan plan = splitter.plan(candidates);

    assertThat(plan.splits()).hasSize(48);
    SplitPlan.Division division = plan.divisions().get("emotions");
    assertThat(division.sentencesApart()).isFalse();
    assertThat(division.differentSentences()).isEqualTo(2);
    assertThat(division.overlappingSpeakers()).isZero();
  }

  @Test
  void threeStatementsWithoutTextsAreKeptApart() {
    List<Candidate> candidates = sameSentences("emotions", 24, 3, false);

    SplitPlan plan = splitter.plan(candidates);

    assertThat(plan.divisions().get("emotions").sentencesApart()).isTrue();
    assertApart(sentences(candidates, plan));
  }

  @Test
  void theSeedDecidesWhoIsInTheTestSet() {
    List<Candidate> candidates = ownSentences("mine", 12, 5);
    SplitPlan first = splitter.plan(candidates);

    assertThat(new Splitter(settings(false)).plan(candidates).splits()).isEqualTo(first.splits());
    assertThat(
            new Splitter(new SplitSettings(0.15, 0.1, false, true, 99)).plan(candidates).splits())
        .isNotEqualTo(first.splits());
  }

  @Test
  void anotherSourceDoesNotChangeWhoIsInTheTestSet() {
    List<Candidate> mine = ownSentences("mine", 12, 5);
    List<Candidate> both = new ArrayList<>(ownSentences("a", 7, 2));
    both.addAll(sameSentences("mine", 12, 5, true));

    Map<String, Split> alone = splitter.plan(mine).splits();
    splitter
        .plan(both)
        .splits()
        .forEach(
            (id, split) -> {
              if (id.startsWith("mine")) {
                assertThat(alone.get(id)).isEqualTo(split);
              }
            });
  }

  private static void assertApart(Map<Split, Set<String>> sentences) {
    assertThat(sentences).hasSize(3);
    List<String> all = sentences.values().stream().flatMap(Set::stream).toList();
    assertThat(all).doesNotHaveDuplicates();
  }

  private static Map<Split, Set<String>> sentences(List<Candidate> candidates, SplitPlan plan) {
    Map<Split, Set<String>> sentences = new EnumMap<>(Split.class);
    for (Candidate candidate : candidates) {
      plan.of(candidate)
          .ifPresent(
              split ->
                  sentences
                      .computeIfAbsent(split, any -> new TreeSet<>())
                      .add(candidate.sentence().orElseThrow()));
    }
    return sentences;
  }

  private static SplitSettings settings(boolean allowSpeakerOverlap) {
    return new SplitSettings(0.15, 0.1, allowSpeakerOverlap, true, 1);
  }

  private static List<Candidate> ownSentences(String source, int speakers, int each) {
    List<Candidate> candidates = new ArrayList<>();
    for (int speaker = 0; speaker < speakers; speaker++) {
      for (int i = 0; i < each; i++) {
        candidates.add(candidate(source, speaker, i, "sentence " + speaker + " " + i, true));
      }
    }
    return candidates;
  }

  private static List<Candidate> sameSentences(
      String source, int speakers, int sentences, boolean transcribed) {
    List<Candidate> candidates = new ArrayList<>();
    for (int speaker = 0; speaker < speakers; speaker++) {
      for (int i = 0; i < sentences; i++) {
        candidates.add(candidate(source, speaker, i, "sentence " + i, transcribed));
      }
    }
    return candidates;
  }

  private static Candidate candidate(
      String source, int speaker, int number, String sentence, boolean transcribed) {
    String name = source + "-s" + speaker;
    String id = name + "-" + number;
    return new Candidate(
        id,
        source,
        id + ".wav",
        Path.of(id + ".wav"),
        name,
        transcribed ? Optional.of(sentence) : Optional.empty(),
        Optional.of(sentence),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
