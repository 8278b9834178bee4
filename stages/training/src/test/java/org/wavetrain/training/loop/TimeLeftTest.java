package org.wavetrain.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeLeftTest {
  @Test
  void whatIsLeftTakesAsLongForEachUpdateAsWhatIsDone() {
    TimeLeft left = new TimeLeft(5_000_000_000L, 100);

    assertThat(left.at(15_000_000_000L, 120, 400)).isEqualTo(Duration.ofSeconds(140));
    assertThat(left.at(15_000_000_000L, 400, 400)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "119, 119 s",
    "120, 2 min",
    "7199, 119 min",
    "7200, 2 h 00 min",
    "90061, 25 h 01 min"
  })
  void itIsWrittenAsPreciselyAsAnybodyCares(long seconds, String text) {
    assertThat(TimeLeft.written(Duration.ofSeconds(seconds))).isEqualTo(text);
  }
}
