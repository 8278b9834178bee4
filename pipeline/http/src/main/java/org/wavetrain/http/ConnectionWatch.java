package org.wavetrain.http;

import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Connector;

/**
 * Closes connections whose clients send the head of a request drop by drop, which the time-out of
 * idle connections never meets ("slowloris"): a head has between one and two periods to arrive
 * after its first byte was seen. Where many connections are open, it also closes those that have
 * asked nothing for one to two periods, so that they keep no others out. At any time it closes
 * those whose clients take their answers too slowly.
 */
final class ConnectionWatch implements Connection.Listener {
  private final Connector connector;
  private final ConnectionLimits limits;

  ConnectionWatch(Connector connector, ConnectionLimits limits) {
    this.connector = connector;
    this.limits = limits;
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
    connector.getScheduler().schedule(watch, limits.period().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Looks at one connection now and then. */
  private final class Watch implements Runnable {
    private final Connection connection;
    private final WaitingAnswer answer;
    private long requests;
    private long bytes;
    private boolean begun;

    Watch(Connection connection) {
      this.connection = connection;
      this.answer = new WaitingAnswer(connection, limits);
    }

    @Override
    public void run() {
      if (!connection.getEndPoint().isOpen()) {
        return;
      }
      boolean between =
          connection.getMessagesIn() == connection.getMessagesOut()
              && connection.getMessagesIn() == requests;
      boolean unwanted = begun || connector.getConnectedEndPoints().size() >= limits.crowd();
      if (between && unwanted || answer.isTooLate()) {
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
