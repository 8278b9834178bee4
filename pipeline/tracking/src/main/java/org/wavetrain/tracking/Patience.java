package org.wavetrain.tracking;

import java.time.Duration;

/**
 * How long the tracking server is waited for.
 *
 * @param ofOneRequest until a request is given up that nobody answers
 * @param ofACall until a request that fails for a reason that may pass is not repeated any more;
 *     zero to make it once
 */
public record Patience(Duration ofOneRequest, Duration ofACall) {
  /** Of work that is lost if it gives up. */
  public static final Patience OF_WORK =
      new Patience(Duration.ofSeconds(60), Duration.ofMinutes(2));

  /** Of somebody who looks at a page and can look again. */
  public static final Patience OF_PAGES = new Patience(Duration.ofSeconds(15), Duration.ZERO);
}
