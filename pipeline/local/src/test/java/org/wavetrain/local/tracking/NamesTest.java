package org.wavetrain.local.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"loss", "validation/wer.exit-4", "a b:c", "größe", "_"})
  void metricNamesMayHoldThese(String name) {
    assertThat(Names.entity("metric", name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a%", "a\\b", "/a", "a/", "a//b", "../a", "a/./b", "a\"b"})
  void metricNamesMayNotHoldThese(String name) {
    assertThatThrownBy(() -> Names.entity("metric", name)).isInstanceOf(ApiError.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"latest", "v1", "V22", "a b", "a.b"})
  void someAliasesAreReserved(String alias) {
    assertThatThrownBy(() -> Names.alias(alias)).isInstanceOf(ApiError.class);
  }
}
