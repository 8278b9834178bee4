package org.wavetrain.tracking;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.RunTag;
import org.wavetrain.failure.UserFailure;

/**
 * A run that is being logged. What is logged goes out in the background, in the order in which it
 * was logged, at most 1000 entries a request and at most a second late; {@link #flush} and {@link
 * #finish} return when all of it has arrived.
 *
 * <p>If the server stays away for longer than two minutes, the next call of any method throws the
 * {@link UserFailure} that tells so. Nothing is lost by then: whatever is left is tried again by
 * {@link #flush} and {@link #finish}. Safe for use by several threads.
 */
public final class TrackedRun implements AutoCloseable {
  /** MLflow's limit on the length of a parameter's value, in characters. */
  private static final int LONGEST_PARAMETER = 6000;

  private static final Duration SENDING_INTERVAL = Duration.ofSeconds(1);

  private final String id;
  private final RunCalls server;
  private final LogQueue queue = new LogQueue();
  private final ReentrantLock sending = new ReentrantLock();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tracking-sender");
            thread.setDaemon(true);
            return thread;
          });
  private volatile UserFailure failure;

  TrackedRun(String id, RunCalls server) {
    this.id = id;
    this.server = server;
    sender.scheduleWithFixedDelay(
        this::sendInBackground,
        SENDING_INTERVAL.toMillis(),
        SENDING_INTERVAL.toMillis(),
        TimeUnit.MILLISECONDS);
  }

  /** The run's id on the server. */
  public String id() {
    return id;
  }

  /**
   * Logs one value of a metric.
   *
   * @param value may be NaN or infinite
   * @param step counted from 0 over interruptions
   */
  public void metric(String name, double value, long step) {
    throwFailure();
    queue.add(
        Metric.newBuilder()
            .setKey(name)
            .setValue(value)
            .setStep(step)
            .setTimestamp(System.currentTimeMillis())
            .build());
    if (queue.size() % LogQueue.MOST_ENTRIES == 0) {
      sender.execute(this::sendInBackground);
    }
  }

  /**
   * Logs parameters. A value of more than 6000 characters is cut, with an ellipsis at its end.
   * Logging the same value again is allowed; another value makes the run fail.
   */
  public void parameters(Map<String, String> parameters) {
    throwFailure();
    parameters.forEach((name, value) -> queue.addParameter(name, shortened(value)));
  }

  /** Sets a tag; a later value replaces an earlier one. */
  public void tag(String name, String value) {
    throwFailure();
    queue.add(RunTag.newBuilder().setKey(name).setValue(value).build());
  }

  /** Returns when everything logged so far has arrived. */
  public void flush() {
    failure = null;
    try {
      sendAll();
    } catch (UserFailure e) {
      failure = e;
      throw e;
    }
  }

  /** Sends what is left and ends the run. No call but {@link #close} may follow. */
  public void finish(RunStatus status) {
    flush();
    server.end(id, status);
    sender.shutdownNow();
  }

  /**
   * Stops logging. Without {@link #finish} before it, what is left is sent and the run stays
   * unfinished, to be resumed. If sending has failed before, that failure is thrown at once.
   */
  @Override
  public void close() {
    if (sender.isShutdown()) {
      return;
    }
    try {
      throwFailure();
      flush();
    } finally {
      sender.shutdownNow();
    }
  }

  private void sendInBackground() {
    if (failure != null) {
      return;
    }
    try {
      sendAll();
    } catch (UserFailure e) {
      failure = e;
    }
  }

  private void sendAll() {
    sending.lock();
    try {
      for (LogQueue.Batch batch = queue.next(); !batch.isEmpty(); batch = queue.next()) {
        server.log(id, batch);
        queue.remove(batch);
      }
    } finally {
      sending.unlock();
    }
  }

  private void throwFailure() {
    UserFailure known = failure;
    if (known != null) {
      throw new UserFailure(known.code(), known.getMessage(), known.remedy(), known);
    }
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_PARAMETER
        ? value
        : value.substring(0, LONGEST_PARAMETER - 1) + "…";
  }
}
