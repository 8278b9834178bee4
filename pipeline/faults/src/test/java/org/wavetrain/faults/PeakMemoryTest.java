package org.wavetrain.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PeakMemoryTest {
  private static final int TAKEN = 64 << 20;

  @Test
  void memoryOutsideOfTheHeapCountsWhetherOrNotItIsGivenBack() throws Exception {
    assumeThat(PeakMemory.isKnown()).isTrue();
    assertThat(PeakMemory.growthWhile(PeakMemoryTest::take)).isGreaterThan(TAKEN / 2);
    assertThat(PeakMemory.growthWhile(() -> {})).isLessThan(TAKEN / 2);
  }

  private static void take() {
    ByteBuffer taken = ByteBuffer.allocateDirect(TAKEN);
    while (taken.hasRemaining()) {
      taken.put((byte) 1);
    }
  }
}
