package org.wavetrain.pretrain;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.LongToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;

class CodebookWatchTest {
  @Test
  void aSoundRunThatDipsInItsWarmupGoesOn() {
    assertThatNoException()
        .isThrownBy(
            () -> run(2000, step -> step < 300 ? 2 : 100 * (2 + Math.sin(step / 10.0)), 400));
  }

  @Test
  void batchesOfFewCodesHereAndThereAreNoCollapse() {
    assertThatNoException().isThrownBy(() -> run(5000, step -> step % 50 == 0 ? 40 : 2, 0));
  }

  @Test
  void aCollapseIsNamedAHundredUpdatesAfterTheWarmup() {
    assertThatThrownBy(() -> run(2000, step -> 2.1, 400))
        .isInstanceOf(UserFailure.class)
        .hasMessageContaining("2.10 at step 500")
        .hasMessageContaining("since step 400")
        .extracting(failure -> ((UserFailure) failure).code())
        .isEqualTo(PretrainError.CODEBOOK_COLLAPSED);
  }

  @Test
  void theBeginningDoesNotCountThoughThereIsNoWarmup() {
    assertThatThrownBy(() -> run(2000, step -> 2, 0)).hasMessageContaining("since step 100");
  }

  @Test
  void aLongWarmupDoesNotHideADeadCodebook() {
    assertThatThrownBy(() -> run(400_000, step -> 2, 32_000))
        .hasMessageContaining("at step 5100")
        .hasMessageContaining("since step 5000");
  }

  @Test
  void anInterruptedRunFailsWhereAnUnbrokenOneDoes() {
    CodebookWatch first = new CodebookWatch(2, 0);
    for (long step = 0; step < 150; step++) {
      first.observe(step, 2);
    }
    CodebookWatch second = new CodebookWatch(2, 0);
    second.resume(first.since());

    assertThatThrownBy(
            () -> {
              for (long step = 150; step < 300; step++) {
                second.observe(step, 2);
              }
            })
        .hasMessageContaining("at step 200")
        .hasMessageContaining("since step 100");
  }

  @Test
  void aLateCollapseIsFound() {
    assertThatThrownBy(() -> run(2000, step -> step < 1000 ? 300 : 3.5, 100))
        .hasMessageContaining("at step 1100")
        .hasMessageContaining("since step 1000");
  }

  private static void run(long steps, LongToDoubleFunction codePerplexity, long warmupSteps) {
    CodebookWatch watch = new CodebookWatch(2, warmupSteps);
    for (long step = 0; step < steps; step++) {
      watch.observe(step, codePerplexity.applyAsDouble(step));
    }
  }
}
