package org.wavetrain.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordingTest {
  @Test
  void durationsHaveTheUnitsThatMatter() {
    assertThat(Wording.duration(Duration.ofMillis(420))).isEqualTo("0.4 s");
    assertThat(Wording.duration(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Wording.duration(Duration.ofMillis(59_700))).isEqualTo("1 min 00 s");
    assertThat(Wording.duration(Duration.ofMillis(232_600))).isEqualTo("3 min 53 s");
    assertThat(Wording.duration(Duration.ofSeconds(185))).isEqualTo("3 min 05 s");
    assertThat(Wording.duration(Duration.ofMinutes(130))).isEqualTo("2 h 10 min");
  }

  @Test
  void namesOfFieldsReadAsWordsAndUnits() {
    assertThat(Wording.field("seconds")).isEqualTo("Seconds");
    assertThat(Wording.field("silence_share")).isEqualTo("Silence share");
    assertThat(Wording.field("peak_dbfs")).isEqualTo("Peak (dBFS)");
    assertThat(Wording.field("signal_to_noise_db")).isEqualTo("Signal to noise (dB)");
    assertThat(Wording.field("sample_rates_hz")).isEqualTo("Sample rates (Hz)");
    assertThat(Wording.field("fifth_percentile")).isEqualTo("5th percentile");
    assertThat(Wording.field("ninety_fifth_percentile")).isEqualTo("95th percentile");
  }

  @Test
  void figuresAreShort() {
    assertThat(Wording.percent(0.123456)).isEqualTo("12.35\u00a0%");
    assertThat(Wording.figure(12_345)).isEqualTo("12,345");
    assertThat(Wording.figure(10_923.2)).isEqualTo("10,923");
    assertThat(Wording.figure(0.123456)).isEqualTo("0.1235");
    assertThat(Wording.figure(Double.NaN)).isEqualTo("NaN");
    assertThat(Wording.count(1, "error", "errors")).isEqualTo("1 error");
  }
}
