package org.wavetrain.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;

class ParityTest {
  @Test
  void differencesAreAddedUp() {
    Parity.Tally tally = new Parity.Tally();
    tally.addUtterance();
    tally.compare(new float[] {1, 2}, new float[] {1, 2.00005f});
    tally.addUtterance();
    tally.compare(new float[] {3, 4}, new float[] {3, 4});
    Parity parity = tally.result("transcriber");
    assertThat(parity.utterances()).isEqualTo(2);
    assertThat(parity.values()).isEqualTo(4);
    assertThat(parity.maximumDifference()).isCloseTo(5e-5, within(1e-6));
    assertThat(parity.meanDifference()).isCloseTo(1.25e-5, within(1e-6));
  }

  @Test
  void aDifferencePastTheToleranceFails() {
    assertFails(new float[] {1}, new float[] {1.0002f});
  }

  @Test
  void aScoreThatIsNoNumberFails() {
    assertFails(new float[] {Float.NaN, 1}, new float[] {Float.NaN, 1});
  }

  private static void assertFails(float[] exported, float[] trained) {
    Parity.Tally tally = new Parity.Tally();
    tally.compare(exported, trained);
    assertThatThrownBy(() -> tally.result("transcriber"))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ExportError.EXPORT_PARITY_FAILED));
  }
}
