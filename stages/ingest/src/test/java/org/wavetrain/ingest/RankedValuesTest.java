package org.wavetrain.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankedValuesTest {
  @Test
  void fewValuesAreAllKeptInOrder() {
    assertThat(RankedValues.of(List.of(3.0, 1.23456, 2.0)))
        .isEqualTo(new RankedValues(3, List.of(1.235, 2.0, 3.0)));
  }

  @Test
  void ofManyTheRanksAreEven() {
    RankedValues ranked =
        RankedValues.of(IntStream.rangeClosed(0, 5000).mapToObj(value -> (double) value).toList());
    assertThat(ranked.count()).isEqualTo(5001);
    assertThat(ranked.values()).hasSize(501).startsWith(0.0, 10.0, 20.0).endsWith(4990.0, 5000.0);
  }

  @Test
  void thereNeedBeNone() {
    assertThat(RankedValues.of(List.of())).isEqualTo(new RankedValues(0, List.of()));
  }
}
