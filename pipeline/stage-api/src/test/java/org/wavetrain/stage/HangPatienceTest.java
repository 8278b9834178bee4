package org.wavetrain.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wavetrain.failure.UserFailure;

class HangPatienceTest {
  @Test
  void itIsAnHourUnlessAVariableSaysOtherwise() {
    assertThat(HangPatience.fromEnvironment(Map.of())).isEqualTo(Duration.ofHours(1));
    assertThat(HangPatience.fromEnvironment(Map.of("WAVETRAIN_HANG_SECONDS", "90")))
        .isEqualTo(Duration.ofSeconds(90));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "an hour", "1000000"})
  void whatIsNoNumberOfSecondsIsNamed(String text) {
    assertThatThrownBy(() -> HangPatience.fromEnvironment(Map.of("WAVETRAIN_HANG_SECONDS", text)))
        .isInstanceOfSatisfying(
            UserFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(StageError.STAGE_SETTINGS_INVALID);
              assertThat(failure).hasMessageContaining(text);
            });
  }
}
