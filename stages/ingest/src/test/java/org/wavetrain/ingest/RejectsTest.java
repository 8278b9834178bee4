package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.faults.Fault;
import org.wavetrain.faults.FaultArea;

class RejectsTest {
  private final Rejects rejects = new Rejects(0.05);

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a source of which all is unusable beside a good one",
      outcome = "the stage fails with INGEST_TOO_MANY_REJECTS and examples")
  void aBadSourceFailsBesideAGoodOne() {
    for (int i = 0; i < 18; i++) {
      rejects.add("mine", i + ".wav", RejectReason.TEXT_EMPTY, "Its text is empty.");
    }
    rejects.add("mine", "a.wav", RejectReason.ID_TWICE, "Another has its id.");
    rejects.add("mine", "b.wav", RejectReason.ID_TWICE, "Another has its id.");

    assertThatExceptionOfType(UserFailure.class)
        .isThrownBy(() -> rejects.check(Map.of("emotions", 10_000, "mine", 20)))
        .withMessageContaining(
            "20 of 20 recordings of mine were set aside (18 TEXT_EMPTY, 2 ID_TWICE)")
        .withMessageContaining("0.wav: Its text is empty.")
        .satisfies(
            failure -> assertThat(failure.code()).isEqualTo(IngestError.INGEST_TOO_MANY_REJECTS));
  }

  @Test
  @Fault(
      area = FaultArea.AUDIO,
      injected = "a few unusable recordings",
      outcome = "set aside and told of")
  void aShareUpToTheLimitIsAcceptedAndToldOf() {
    rejects.add("mine", "a.wav", RejectReason.TEXT_EMPTY, "Its text is empty.");
    Map<String, Integer> recordings = Map.of("emotions", 3, "mine", 20);

    assertThatNoException().isThrownBy(() -> rejects.check(recordings));
    assertThat(rejects.messages(recordings))
        .containsExactly(
            "1 of 20 recordings of mine set aside (1 TEXT_EMPTY): see the data report.");
  }
}
