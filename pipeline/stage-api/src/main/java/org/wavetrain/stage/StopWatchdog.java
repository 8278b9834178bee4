package org.wavetrain.stage;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends this process when it did not stop in time.
 *
 * @param patience how long it has
 * @param exitCode how it is ended then
 */
record StopWatchdog(Duration patience, ExitCode exitCode) {
  /** Starts to count. */
  void start() {
    Thread thread = new Thread(this::endAfterPatience, "stop-watchdog");
    thread.setDaemon(true);
    thread.start();
  }

  private void endAfterPatience() {
    try {
      TimeUnit.MILLISECONDS.sleep(patience.toMillis());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      return;
    }
    Logger log = LoggerFactory.getLogger(StopWatchdog.class);
    log.error("The stage did not stop within {} s; ending it", patience.toSeconds());
    // Not exit: the shutdown hooks of libraries may wait for what does not stop.
    Runtime.getRuntime().halt(exitCode.code());
  }
}
