package org.wavetrain.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class ResourceTrendTest {
  private static final long MEGABYTE = 1 << 20;

  @Test
  void whatIsMoreAndMoreInTheSecondHalfIsSeen() {
    ResourceTrend trend = new ResourceTrend("requests");
    for (int done = 0; done < 100; done++) {
      trend.add(done, new ResourceUse((100 + done) * MEGABYTE, 10 + done, 5), 2 * done);
    }

    assertThat(trend.memoryGrowth()).isCloseTo(49.0 / 199, within(1e-9));
    assertThat(trend.fileHandleGrowth()).isCloseTo(49, within(1e-9));
    assertThat(trend.threadGrowth()).isZero();
    assertThat(trend.objectGrowth()).isCloseTo(98, within(1e-9));
    assertThat(trend)
        .hasToString(
            "99 requests: 199 MB resident, 109 file handles, 5 threads, 198 objects; slope of the"
                + " second half a thousand requests: +1000.00 MB, +1000.00 file handles, +0.00"
                + " threads, +2000.00 objects");
  }

  @Test
  void warmingUpIsNoGrowth() {
    ResourceTrend trend = new ResourceTrend("steps");
    for (int done = 0; done < 100; done++) {
      trend.add(done, new ResourceUse(Math.min(done, 40) * MEGABYTE, Math.min(done, 30), 5), 7);
    }

    assertThat(trend.memoryGrowth()).isZero();
    assertThat(trend.fileHandleGrowth()).isZero();
    assertThat(trend.objectGrowth()).isZero();
  }

  @Test
  void aProcessIsLookedAt() throws IOException {
    Assumptions.assumeTrue(ResourceUse.isKnown());
    ResourceUse use = ResourceUse.of(ProcessHandle.current());

    assertThat(use.residentBytes()).isGreaterThan(MEGABYTE);
    assertThat(use.fileHandles()).isPositive();
    assertThat(use.threads()).isGreaterThan(1);
  }
}
