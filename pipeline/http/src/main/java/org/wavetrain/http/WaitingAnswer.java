package org.wavetrain.http;

import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;

/**
 * Whether answers wait too long for their reader. One that takes them drop by drop never meets the
 * time-out of idle connections, which begins anew with each byte.
 */
final class WaitingAnswer {
  private final Connection connection;
  private final ConnectionLimits limits;
  private long takenNanos = System.nanoTime();
  private long takenBytes;

  WaitingAnswer(Connection connection, ConnectionLimits limits) {
    this.connection = connection;
    this.limits = limits;
  }

  /** To be asked now and then: it counts from when nothing was found to wait. */
  boolean isTooLate() {
    // Jetty counts bytes when it begins to write them, so that these hold all of what waits.
    long bytes = connection.getBytesOut();
    if (!waits()) {
      takenNanos = System.nanoTime();
      takenBytes = bytes;
      return false;
    }
    return System.nanoTime() - takenNanos > limits.patienceFor(bytes - takenBytes).toNanos();
  }

  private boolean waits() {
    return connection.getEndPoint() instanceof AbstractEndPoint endPoint
        && endPoint.getWriteFlusher().isPending();
  }
}
