package org.wavetrain.local.runner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FailureEvent;
import org.wavetrain.stage.event.StageEvent;

/** A running stage. */
final class ChildProcess {
  private static final Duration START_UP = Duration.ofMinutes(1);

  private final Process process;
  private final Duration patience;
  private volatile boolean stopping;
  private volatile boolean hung;

  /** Before it can say anything, a process on a busy machine takes its time. */
  private volatile long heardNanos = System.nanoTime() + START_UP.toNanos();

  /**
   * @param patience how long it may say nothing at all, not even that it is alive
   */
  ChildProcess(Process process, Duration patience) {
    this.process = process;
    this.patience = patience;
  }

  /**
   * How the process ended.
   *
   * @param exitCode 128 and the signal's number if a signal ended it
   * @param failure what it told about its failure
   * @param stopRequested whether {@link #stop} was called before
   * @param hung whether it was ended since it said nothing at all
   */
  record End(int exitCode, Optional<FailureEvent> failure, boolean stopRequested, boolean hung) {}

  /** Passes on what the stage tells until it ends. Runs in the thread that calls it. */
  End await(Consumer<StageEvent> listener) throws InterruptedException {
    Optional<FailureEvent> failure = Optional.empty();
    startToWatch();
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        heardNanos = System.nanoTime();
        Optional<StageEvent> event = EventJson.parse(line);
        event.ifPresent(listener);
        if (event.isPresent() && event.get() instanceof FailureEvent told) {
          failure = Optional.of(told);
        }
      }
    } catch (IOException broken) {
      process.toHandle().destroyForcibly();
      throw new UncheckedIOException(broken);
    }
    return new End(process.waitFor(), failure, stopping, hung);
  }

  /** Whoever stands still as a whole cannot end itself as {@code StageMain} does. */
  private void startToWatch() {
    Thread watch = new Thread(this::watch, "stage-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private void watch() {
    try {
      Duration left = patience;
      while (!process.waitFor(left.toMillis() + 1, TimeUnit.MILLISECONDS)) {
        left = patience.minusNanos(System.nanoTime() - heardNanos);
        if (left.isNegative()) {
          hung = true;
          process.toHandle().destroyForcibly();
          return;
        }
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  /** Asks the stage to save a checkpoint and to end. */
  void stop() {
    stopping = true;
    // Not Process.destroy, which also closes the streams: the stage has more to tell.
    process.toHandle().destroy();
  }

  /** Ends the stage by force unless it ends in time. */
  void killAfter(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      process.toHandle().destroyForcibly();
    }
  }
}
