package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a signal does, which it does in a thread of its own. */
class InterruptionTest {
  private final Interruption interruption = new Interruption();
  private final List<String> said = new ArrayList<>();

  @Test
  @Timeout(value = 10, unit = TimeUnit.SECONDS)
  void whatGoesOnElsewhereIsSaidAndNotWaitedFor() {
    interruption.says(() -> said.add("it goes on"));

    interruption.stop();

    assertThat(said).containsExactly("it goes on");
  }

  @Test
  void nothingIsSaidOfACommandThatIsOver() {
    interruption.says(() -> said.add("it goes on"));
    interruption.commandIsOver();

    interruption.stop();

    assertThat(said).isEmpty();
  }
}
