package org.wavetrain.stage;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the stage was asked to stop. */
final class StopRequest {
  private final AtomicBoolean requested = new AtomicBoolean();
  private final Runnable whenMade;

  /**
   * @param whenMade run once, when the request is made
   */
  StopRequest(Runnable whenMade) {
    this.whenMade = whenMade;
  }

  boolean isMade() {
    return requested.get();
  }

  void make(String reason) {
    if (requested.getAndSet(true)) {
      return;
    }
    Logger log = LoggerFactory.getLogger(StopRequest.class);
    log.info("Asked to stop: {}", reason);
    whenMade.run();
  }
}
