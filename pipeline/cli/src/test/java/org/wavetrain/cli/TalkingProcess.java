package org.wavetrain.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.StageEvent;

/**
 * A process whose words can be read while it goes on.
 *
 * @param log where they go
 */
record TalkingProcess(Process process, Path log) {
  /** Longer than anything takes that is waited for. */
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  String said() throws IOException {
    return Files.readString(log);
  }

  /** What it told as events so far. */
  List<StageEvent> events() throws IOException {
    return said().lines().map(EventJson::parse).flatMap(Optional::stream).toList();
  }

  /** Waits until it has told such an event. */
  void await(Predicate<StageEvent> wanted) throws IOException, InterruptedException {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (events().stream().noneMatch(wanted)) {
      assertThat(process.isAlive() && System.nanoTime() < deadlineNanos).as(said()).isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** Waits until it has ended; returns its exit status. */
  int end() throws IOException, InterruptedException {
    assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(said()).isTrue();
    return process.exitValue();
  }
}
