package org.wavetrain.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainNamesTest {
  private final PlainNames names = new PlainNames();

  @Test
  void whatNamesCannotHaveIsReplaced() {
    assertThat(names.of("weiblich (f)")).isEqualTo("weiblich__f_");
    assertThat(names.of("test-clean_2.0")).isEqualTo("test-clean_2.0");
  }

  @Test
  void textsThatBecomeTheSameNameAreToldApart() {
    assertThat(names.of("session 1")).isEqualTo("session_1");
    assertThat(names.of("session/1")).isEqualTo("session_1_");
    assertThat(names.of("session_1")).isEqualTo("session_1__");
  }

  @Test
  void longTextsAreCutAndStillToldApart() {
    assertThat(names.of("a".repeat(300))).isEqualTo("a".repeat(100));
    assertThat(names.of("a".repeat(200))).isEqualTo("a".repeat(100) + "_");
  }
}
