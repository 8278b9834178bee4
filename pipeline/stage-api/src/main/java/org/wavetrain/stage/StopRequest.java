package org.wavetrain.stage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the stage was asked to stop; one that does not obey is ended after a while. */
final class StopRequest {
  /** Time to end a step and to save a checkpoint of a large model. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final AtomicBoolean requested = new AtomicBoolean();

  boolean isMade() {
    return requested.get();
  }

  void make(String reason) {
    if (requested.getAndSet(true)) {
      return;
    }
    Logger log = LoggerFactory.getLogger(StopRequest.class);
    log.info("Asked to stop: {}", reason);
    Thread watchdog = new Thread(() -> endAfterPatience(log), "stop-watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
  }

  private static void endAfterPatience(Logger log) {
    try {
      TimeUnit.MILLISECONDS.sleep(PATIENCE.toMillis());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return;
    }
    log.error("The stage did not stop within {} s; ending it", PATIENCE.toSeconds());
    // Not exit: the shutdown hooks of libraries may wait for what does not stop.
    Runtime.getRuntime().halt(ExitCode.FAILED.code());
  }
}
