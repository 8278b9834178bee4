package org.wavetrain.http;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;

/**
 * Closes connections whose clients send the head of a request drop by drop, which the time-out of
 * idle connections never meets ("slowloris"): a head has between one and two periods to arrive
 * after its first byte was seen. Where many connections are open, it also closes those that have
 * asked nothing for one to two periods, so that they keep no others out.
 */
final class ConnectionWatch implements Connection.Listener {
  private final Connector connector;
  private final Duration period;
  private final int crowd;

  /**
   * @param period between two looks at a connection
   * @param crowd so many connections are many
   */
  ConnectionWatch(Connector connector, Duration period, int crowd) {
    this.connector = connector;
    this.period = period;
    this.crowd = crowd;
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
      if (between && (begun || connector.getConnectedEndPoints().size() >= crowd)) {
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
