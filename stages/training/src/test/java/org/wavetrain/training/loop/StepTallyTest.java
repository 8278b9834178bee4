package org.wavetrain.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class StepTallyTest {
  @Test
  void batchesOfOneUpdateCountByTheirWeight() {
    StepTally tally = new StepTally();
    tally.add(new StepLoss(2, 30, Map.of("accuracy", 0.5)));
    tally.add(new StepLoss(6, 10, Map.of("accuracy", 0.1)));

    assertThat(tally.mean()).isEqualTo(new StepLoss(3, 40, Map.of("accuracy", 0.4)));
  }
}
