package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.DividedBy;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;

class CorpusSplitsTest {
  @Test
  void splitsOfTheCorpusAreKeptEvenWhereTheyOverlapAndItIsReported() {
    List<Candidate> candidates = new ArrayList<>();
    candidates.addAll(said("timit", "ann", Optional.of(Split.TRAIN), "so", "no"));
    candidates.addAll(said("timit", "ann", Optional.of(Split.TEST), "so"));
    candidates.addAll(said("timit", "bob", Optional.of(Split.VALIDATION), "go"));

    SplitPlan plan = splitter(true, false).plan(candidates);

    assertThat(plan.splits().values())
        .containsExactlyInAnyOrder(Split.TRAIN, Split.TRAIN, Split.TEST, Split.VALIDATION);
    SplitPlan.Division division = plan.divisions().get("timit");
    assertThat(division)
        .isEqualTo(new SplitPlan.Division(DividedBy.CORPUS, List.of(), 0, 1, 3, false));
    assertThat(plan.intended().overlap(Split.TRAIN, Split.TEST))
        .isEqualTo(new SplitContents.Overlap(1, 1));
    assertThat(plan.messages().toString())
        .contains("Source timit is divided as the corpus says.", "share 1 speakers, and sentences");
  }

  @Test
  void aMissingValidationPartComesFromTrainingSpeakersWithSentencesOfTheirOwn() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      candidates.addAll(
          said("timit", "s" + i, Optional.of(Split.TRAIN), "all say it", "only " + i + " says it"));
    }
    candidates.addAll(said("timit", "tess", Optional.of(Split.TEST), "for the test"));

    SplitPlan plan = splitter(true, false).plan(candidates);

    Set<String> learners = speakers(candidates, plan, Split.TRAIN);
    Set<String> judges = speakers(candidates, plan, Split.VALIDATION);
    assertThat(judges).isNotEmpty().doesNotContainAnyElementsOf(learners);
    assertThat(learners.size() + judges.size()).isEqualTo(10);
    assertThat(speakers(candidates, plan, Split.TEST)).containsExactly("tess");
    assertThat(plan.divisions().get("timit").setAside()).isEqualTo(judges.size());
    assertThat(plan.divisions().get("timit").drawnFromTraining()).containsExactly("validation");
    assertThat(plan.divisions().get("timit").sentencesApart()).isTrue();
    assertThat(plan.intended().overlap(Split.TRAIN, Split.VALIDATION).sentences()).isEqualTo(1);
  }

  @Test
  void whereAllSayTheSameADrawnSplitKeepsItAndItIsReported() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      candidates.addAll(said("words", "s" + i, Optional.of(Split.TRAIN), "yes", "no"));
    }
    candidates.addAll(said("words", "tess", Optional.of(Split.TEST), "yes"));

    SplitPlan plan = splitter(true, false).plan(candidates);

    assertThat(plan.divisions().get("words").setAside()).isZero();
    assertThat(plan.divisions().get("words").sentencesApart()).isFalse();
    assertThat(speakers(candidates, plan, Split.VALIDATION)).isNotEmpty();
  }

  @Test
  void tooFewTrainingSpeakersToDrawFromAreNamedUnlessOverlapIsAllowed() {
    List<Candidate> candidates = new ArrayList<>();
    candidates.addAll(said("lj", "lin", Optional.of(Split.TRAIN), "a", "b", "c", "d", "e"));
    candidates.addAll(said("lj", "lin", Optional.of(Split.TEST), "f"));

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> splitter(true, false).plan(candidates))
        .withMessageContaining("Source lj has no recordings for [validation]")
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(IngestError.INGEST_TOO_FEW_SPEAKERS));
    assertThat(splitter(true, true).plan(candidates).splits().values())
        .containsOnly(Split.TRAIN, Split.VALIDATION, Split.TEST)
        .hasSize(6);
  }

  @Test
  void aSourceToBeTestedOnNeedsNoTrainingPart() {
    List<Candidate> candidates = said("tests", "tess", Optional.of(Split.TEST), "a", "b");

    assertThat(splitter(true, false).plan(candidates).splits().values())
        .containsExactly(Split.TEST, Split.TEST);
  }

  @Test
  void anotherSourcesSentencesGoWhereTheCorpusPutsThem() {
    List<Candidate> candidates = new ArrayList<>();
    candidates.addAll(said("timit", "ann", Optional.of(Split.TRAIN), "x"));
    candidates.addAll(said("timit", "bob", Optional.of(Split.VALIDATION), "y"));
    candidates.addAll(said("timit", "tess", Optional.of(Split.TEST), "common"));
    for (int i = 0; i < 9; i++) {
      candidates.addAll(said("own", "s" + i, Optional.empty(), "common", "only " + i));
    }

    SplitPlan plan = splitter(true, false).plan(candidates);

    for (Candidate candidate : candidates) {
      if (candidate.sentence().orElseThrow().equals("common")) {
        assertThat(plan.of(candidate).orElse(Split.TEST)).isEqualTo(Split.TEST);
      }
    }
    assertThat(plan.divisions().get("own").dividedBy()).isEqualTo(DividedBy.DRAWING);
  }

  @Test
  void splitsOfTheCorpusCanBeSetAsideForSpeakersDrawnAnew() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      candidates.addAll(said("timit", "s" + i, Optional.of(Split.TRAIN), "only " + i));
    }

    SplitPlan plan = splitter(false, false).plan(candidates);

    assertThat(plan.splits().values()).contains(Split.TRAIN, Split.VALIDATION, Split.TEST);
    assertThat(plan.divisions().get("timit").dividedBy()).isEqualTo(DividedBy.DRAWING);
  }

  private static Splitter splitter(boolean asTheCorpusSays, boolean allowSpeakerOverlap) {
    return new Splitter(new SplitSettings(0.15, 0.1, allowSpeakerOverlap, asTheCorpusSays, 1));
  }

  private static Set<String> speakers(List<Candidate> candidates, SplitPlan plan, Split split) {
    Set<String> speakers = new HashSet<>();
    for (Candidate candidate : candidates) {
      if (plan.of(candidate).equals(Optional.of(split))) {
        speakers.add(candidate.speaker());
      }
    }
    return speakers;
  }

  private static List<Candidate> said(
      String source, String speaker, Optional<Split> split, String... sentences) {
    List<Candidate> candidates = new ArrayList<>();
    for (String sentence : sentences) {
      String id = String.join("-", source, speaker, split.toString(), sentence);
      candidates.add(
          new Candidate(
              id,
              source,
              id,
              Path.of(id),
              speaker,
              Optional.of(sentence),
              Optional.of(sentence),
              Optional.empty(),
              split,
              Map.of()));
    }
    return candidates;
  }
}
