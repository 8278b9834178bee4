package org.wavetrain.stage;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.stage.event.MessageEvent;
import org.wavetrain.stage.event.ProgressEvent;

/**
 * Progress as events, a few a second at most; the first and the last always go out. Messages are
 * logged as well.
 */
final class EventProgress implements Progress {
  private static final Logger LOG = LoggerFactory.getLogger(EventProgress.class);
  private static final Duration INTERVAL = Duration.ofMillis(250);

  private final EventSink events;
  private final LifeSigns signs;
  private boolean begun;
  private long sentNanos;

  EventProgress(EventSink events, LifeSigns signs) {
    this.events = events;
    this.signs = signs;
  }

  @Override
  public synchronized void update(long done, long total, String unit, Map<String, Double> figures) {
    signs.give();
    long now = System.nanoTime();
    boolean last = done == total;
    if (begun && !last && now - sentNanos < INTERVAL.toNanos()) {
      return;
    }
    begun = true;
    sentNanos = now;
    events.send(new ProgressEvent(done, total, unit, figures));
  }

  @Override
  public void message(String line) {
    signs.give();
    LOG.info("{}", line);
    events.send(new MessageEvent(line));
  }
}
