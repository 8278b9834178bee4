package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.wavetrain.failure.UserFailure;

class AttemptsTest {
  private final AtomicInteger made = new AtomicInteger();

  @Test
  void whatGetsInTheWayIsWaitedFor() {
    assertThat(
            new Attempts(3, "write it", "Wait.")
                .of(() -> made.incrementAndGet() == 3 ? Optional.of("done") : Optional.empty()))
        .isEqualTo("done");
    assertThat(made).hasValue(3);
  }

  @Test
  void whatNeverComesIsGivenUp() {
    assertThatThrownBy(
            () ->
                new Attempts(2, "write it", "Wait.")
                    .of(
                        () -> {
                          made.incrementAndGet();
                          return Optional.empty();
                        }))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ArtifactError.STORE_FAILED);
              assertThat(failure.remedy()).isEqualTo("Wait.");
            })
        .hasMessage("The store would not write it in 2 attempts.");
    assertThat(made).hasValue(2);
  }
}
