package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wavetrain.corpus.Split;
import org.wavetrain.failure.UserFailure;

class SplitterTest {
  @Test
  void oneSpeakerIsRefusedUnlessOverlapIsAllowed() {
    List<Candidate> candidates = candidates(1, 20);

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> new Splitter(settings(false)).plan("mine", candidates))
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(IngestError.INGEST_TOO_FEW_SPEAKERS));

    SplitPlan plan = new Splitter(settings(true)).plan("mine", candidates);
    assertThat(plan.overlappingSpeakers()).isEqualTo(1);
    assertThat(plan.splits().values()).contains(Split.TRAIN, Split.VALIDATION, Split.TEST);
  }

  @Test
  void threeSpeakersFillThreeSplits() {
    SplitPlan plan = new Splitter(settings(false)).plan("mine", candidates(3, 5));
    assertThat(plan.splits().values()).contains(Split.TRAIN, Split.VALIDATION, Split.TEST);
    assertThat(plan.setAside()).isZero();
  }

  @Test
  void theSeedDecidesWhoIsInTheTestSet() {
    List<Candidate> candidates = candidates(12, 5);
    SplitPlan first = new Splitter(settings(false)).plan("mine", candidates);

    assertThat(new Splitter(settings(false)).plan("mine", candidates)).isEqualTo(first);
    assertThat(new Splitter(new SplitSettings(0.15, 0.1, false, 99)).plan("mine", candidates))
        .isNotEqualTo(first);
  }

  private static SplitSettings settings(boolean allowSpeakerOverlap) {
    return new SplitSettings(0.15, 0.1, allowSpeakerOverlap, 1);
  }

  private static List<Candidate> candidates(int speakers, int each) {
    List<Candidate> candidates = new ArrayList<>();
    for (int speaker = 0; speaker < speakers; speaker++) {
      for (int i = 0; i < each; i++) {
        String id = "s" + speaker + "-" + i;
        candidates.add(
            new Candidate(
                id,
                "mine",
                id + ".wav",
                Path.of(id + ".wav"),
                "s" + speaker,
                Optional.of("sentence " + (char) ('a' + speaker) + (char) ('a' + i)),
                Optional.empty()));
      }
    }
    return candidates;
  }
}
