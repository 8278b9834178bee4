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
  private boolean begun;
  private long sentNanos;

  EventProgress(EventSink events) {
    this.events = events;
  }

  @Override
  public synchronized void update(long done, long total, String unit, Map<String, Double> figures) {
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
    LOG.info("{}", line);
    events.send(new MessageEvent(line));
  }
}
