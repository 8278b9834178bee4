package org.wavetrain.stage;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.stage.event.AliveEvent;
import org.wavetrain.stage.event.FailureEvent;

/**
 * Says from time to time that the stage is alive, and ends this process when it shows no sign of
 * life any more, with what each thread did then in the log. Until it is closed: then the stage is
 * through, and has the last word.
 */
final class HangWatch implements AutoCloseable {
  private static final int LOOKS = 4;

  private final LifeSigns signs;
  private final EventSink events;
  private final Duration patience;
  private boolean closed;

  /**
   * @param patience how long it may show none
   */
  HangWatch(LifeSigns signs, EventSink events, Duration patience) {
    this.signs = signs;
    this.events = events;
    this.patience = patience;
  }

  HangWatch start() {
    Thread thread = new Thread(this::watch, "hang-watch");
    thread.setDaemon(true);
    thread.start();
    return this;
  }

  private void watch() {
    try {
      do {
        TimeUnit.NANOSECONDS.sleep(patience.dividedBy(LOOKS).toNanos());
      } while (look());
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized boolean look() {
    if (closed) {
      return false;
    }
    if (signs.sinceLast().compareTo(patience) >= 0) {
      end();
    }
    events.send(new AliveEvent());
    return true;
  }

  private void end() {
    Logger log = LoggerFactory.getLogger(HangWatch.class);
    log.error("No sign of life for {} s; ending. What the threads do:", patience.toSeconds());
    for (ThreadInfo thread : ManagementFactory.getThreadMXBean().dumpAllThreads(true, true)) {
      log.error("{}", thread);
    }
    events.send(
        new FailureEvent(
            StageError.STAGE_HUNG.name(),
            "The stage has shown no sign of life for %d s and was ended."
                .formatted(patience.toSeconds()),
            "Started again, it goes on from its last checkpoint. If it needs longer at a stretch,"
                + " set %s; its log says what it did.".formatted(HangPatience.VARIABLE)));
    // Not exit: the shutdown hooks of libraries may wait for what hangs.
    Runtime.getRuntime().halt(ExitCode.HUNG.code());
  }

  @Override
  public synchronized void close() {
    closed = true;
  }
}
