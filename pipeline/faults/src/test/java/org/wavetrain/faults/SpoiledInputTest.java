package org.wavetrain.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpoiledInputTest {
  private static final String WHOLE = "{\"samples\": 400, \"text\": \"turn left\"}";

  @Test
  void aFileIsSpoiledInManyWaysAndEachIsTheSameAgain() {
    Set<String> ways = new HashSet<>();
    for (int number = 0; number < 100; number++) {
      byte[] spoiled = new Spoiler(number).spoil(WHOLE.getBytes(UTF_8));
      assertThat(new Spoiler(number).spoil(WHOLE.getBytes(UTF_8))).isEqualTo(spoiled);
      assertThat(new Spoiler(number).spoilText(WHOLE))
          .isEqualTo(new Spoiler(number).spoilText(WHOLE));
      ways.add(new String(spoiled, UTF_8));
      ways.add(new String(new Spoiler(number).spoilText(WHOLE), UTF_8));
    }
    assertThat(ways).hasSizeGreaterThan(120);
  }

  @Test
  void whatIsNeitherReadNorRefusedIsAFailure() {
    assertThatThrownBy(
            () ->
                SpoiledInput.assertReadOrRefused(
                    WHOLE,
                    50,
                    bytes -> {
                      throw new IndexOutOfBoundsException(bytes.length);
                    },
                    failure -> failure instanceof IllegalArgumentException))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("in the way 0");
    SpoiledInput.assertReadOrRefused(
        WHOLE,
        50,
        bytes -> {
          throw new IllegalArgumentException("refused");
        },
        failure -> failure instanceof IllegalArgumentException);
  }
}
