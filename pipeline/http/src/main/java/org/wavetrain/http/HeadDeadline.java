package org.wavetrain.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;

/**
 * Closes connections whose clients send the head of a request drop by drop, which the time-out of
 * idle connections never meets ("slowloris"). A head has between one and two periods to arrive
 * after its first byte was seen.
 */
final class HeadDeadline implements Connection.Listener {
  private final Connector connector;
  private final Duration period;

  /**
   * @param period between two looks at a connection
   */
  HeadDeadline(Connector connector, Duration period) {
    this.connector = connector;
    this.period = period;
  }

  @Override
  public void onOpened(Connection connection) {
    schedule(new Watch(connection));
  }

  @Override
  public void onClosed(Connection connection) {
    // The next look finds it closed, and is the last.
  }

  private void schedule(Watch watch) {
    connector.getScheduler().schedule(watch, period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks at one connection now and then. */
  private final class Watch implements Runnable {
    private final Connection connection;
    private long requests;
    private long bytes;
    private boolean begun;

    Watch(Connection connection) {
      this.connection = connection;
    }

    @Override
    public void run() {
      if (!connection.getEndPoint().isOpen()) {
        return;
      }
      boolean between =
          connection.getMessagesIn() == connection.getMessagesOut()
              && connection.getMessagesIn() == requests;
      if (between && begun) {
        connection.getEndPoint().close();
        return;
      }
      begun = between && connection.getBytesIn() > bytes;
      requests = connection.getMessagesIn();
      bytes = connection.getBytesIn();
      schedule(this);
    }
  }
}
