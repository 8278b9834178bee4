package org.wavetrain.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * What happens when the process is told to end (Ctrl-C, SIGTERM, a terminal that is closed):
 * whatever goes on is asked to stop, and the command gets the time to say so.
 */
final class Interruption {
  /** More than stages get to save their checkpoints. */
  private static final Duration PATIENCE = Duration.ofSeconds(75);

  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Stoppable current;

  /** Something that can be stopped. */
  @FunctionalInterface
  interface Stoppable {
    void stop() throws InterruptedException;
  }

  /** Watches for signals from now on. */
  static Interruption watch() {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(interruption::stop, "interruption"));
    return interruption;
  }

  /** From now on, a signal stops this. */
  void stops(Stoppable stoppable) {
    current = stoppable;
  }

  /** From now on, a signal says this and ends the process: what goes on elsewhere is left alone. */
  void says(Runnable words) {
    stops(
        () -> {
          words.run();
          commandIsOver();
        });
  }

  /** The command is over: nothing needs to be waited for. */
  void commandIsOver() {
    over.countDown();
  }

  /** What a signal does. */
  void stop() {
    Stoppable stoppable = current;
    if (stoppable == null || over.getCount() == 0) {
      return;
    }
    try {
      stoppable.stop();
      if (!over.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        LoggerFactory.getLogger(Interruption.class).warn("Ending before all was put in order");
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }
}
