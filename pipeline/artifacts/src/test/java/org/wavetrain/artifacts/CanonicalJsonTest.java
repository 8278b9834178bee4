package org.wavetrain.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {
  @Test
  void theOrderOfKeysDoesNotMatter() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("b", List.of(1L, 2.5, "ü", true));
    map.put("a", Map.of("y", 1L, "x", 2L));

    assertThat(CanonicalJson.of(map))
        .isEqualTo("{\"a\":{\"x\":2,\"y\":1},\"b\":[1,2.5,\"ü\",true]}");
  }

  @Test
  void numbersAreShortestWhateverTheJavaVersion() {
    // Java 17's Double.toString gives 2.0E-3 as 0.002 but 2^-44 with a digit too many.
    assertThat(CanonicalJson.of(List.of(0x1p-44, 2e23, 1e-4, 1.0)))
        .isEqualTo("[5.684341886080802E-14,2.0E23,1.0E-4,1.0]");
  }
}
