package org.wavetrain.training.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wavetrain.definition.Parameters;

class RoughMemoryTest {
  @Test
  void whatIsDeclaredIsForNano() {
    assertThat(mebibytes("nano")).isEqualTo(1000);
  }

  @Test
  void sixVectorsOfTheParametersComeOnTop() {
    assertThat(mebibytes("base")).isEqualTo(1000 + 2174);
    assertThat(mebibytes("large")).isBetween(1000 + 7220L, 1000 + 7240L);
  }

  private static long mebibytes(String size) {
    return RoughMemory.mebibytes(new Parameters(Map.of("size", size)), 1000);
  }
}
