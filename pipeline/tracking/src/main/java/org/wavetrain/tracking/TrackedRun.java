package org.wavetrain.tracking;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.LogEntry.End;
import org.wavetrain.tracking.LogEntry.Input;
import org.wavetrain.tracking.LogEntry.MetricValue;
import org.wavetrain.tracking.LogEntry.Parameter;
import org.wavetrain.tracking.LogEntry.Tag;

/**
 * A run that is being logged. What is logged goes to a file first and out in the background, in the
 * order in which it was logged, at most 1000 entries a request and at most a second late; {@link
 * #flush} and {@link #finish} return when all of it has arrived.
 *
 * <p>While the server is away, or fails, logging goes on, and what was logged is sent when it is
 * back. Sending is repeated with equal entries, which a server keeps once, so that an answer that
 * was lost doubles nothing. If the server refuses what it is sent, the next call of any method
 * throws the {@link UserFailure} that tells so. Safe for use by several threads.
 */
public final class TrackedRun implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TrackedRun.class);

  /** MLflow's limit on the length of a parameter's value, in characters. */
  private static final int LONGEST_PARAMETER = 6000;

  private static final Duration SENDING_INTERVAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final String id;
  private final RunCalls server;
  private final Journal journal;
  private final Map<String, Long> loggedBefore;
  private final ReentrantLock sending = new ReentrantLock();
  private final ScheduledExecutorService sender =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "tracking-sender");
            thread.setDaemon(true);
            return thread;
          });
  private volatile BooleanSupplier allowed = () -> true;
  private volatile RuntimeException failure;
  private volatile boolean away;

  /**
   * @param loggedBefore the highest step of each metric that was logged before the run was resumed
   */
  TrackedRun(String id, RunCalls server, Journal journal, Map<String, Long> loggedBefore) {
    this.id = id;
    this.server = server;
    this.journal = journal;
    this.loggedBefore = Map.copyOf(loggedBefore);
    sendLater(SENDING_INTERVAL);
  }

  /**
   * Sends nothing more while this says false. What is logged waits then, as it does for a server
   * that is away.
   */
  public void sendOnlyWhile(BooleanSupplier condition) {
    allowed = condition;
  }

  /** The run's id on the server. */
  public String id() {
    return id;
  }

  /**
   * Logs one value of a metric. In a run that goes on after an interruption, steps that were logged
   * before are not logged again.
   *
   * @param value may be NaN or infinite
   * @param step counted from 0 over interruptions
   */
  public void metric(String name, double value, long step) {
    throwFailure();
    if (step >= nextStep(name)) {
      journal.add(new MetricValue(name, value, step, System.currentTimeMillis()));
    }
  }

  /** The first step of a metric that was not logged before the run was resumed. */
  public long nextStep(String metric) {
    return loggedBefore.containsKey(metric) ? loggedBefore.get(metric) + 1 : Long.MIN_VALUE;
  }

  /**
   * Logs parameters. A value of more than 6000 characters is cut, with an ellipsis at its end.
   * Logging the same value again is allowed; another value makes the run fail.
   */
  public void parameters(Map<String, String> parameters) {
    throwFailure();
    parameters.forEach((name, value) -> journal.add(new Parameter(name, shortened(value))));
  }

  /** Sets a tag; a later value replaces an earlier one. */
  public void tag(String name, String value) {
    throwFailure();
    journal.add(new Tag(name, value));
  }

  /** Logs data that the run reads; the same again changes nothing. */
  public void input(DatasetInput dataset) {
    throwFailure();
    journal.add(new Input(dataset));
  }

  /**
   * Returns when everything logged so far has arrived.
   *
   * @throws UserFailure if that does not happen within two minutes; what is left may still arrive
   */
  public void flush() {
    flush(server.patience());
  }

  private void flush(Duration patience) {
    failure = null;
    try {
      if (!sendAll(patience)) {
        throw heldBack();
      }
    } catch (UserFailure e) {
      note(e);
      throw e;
    }
  }

  /** Sends what is left and ends the run. No call but {@link #close} may follow. */
  public void finish(RunStatus status) {
    end(status);
    finishSending(server.patience());
  }

  /**
   * As {@link #finish(RunStatus)}, in place of a process that is gone.
   *
   * @param when the last that is known of it
   */
  public void finish(RunStatus status, Instant when) {
    journal.add(new End(status, when.toEpochMilli()));
    finishSending(server.patience());
  }

  /**
   * Logs the end of the run, which is sent after all that was logged before. Nothing may be logged
   * after it, and {@link #finishSending} or {@link #stop} has to follow.
   */
  public void end(RunStatus status) {
    journal.add(new End(status, System.currentTimeMillis()));
  }

  /**
   * Sends what is left, the end of the run among it, and stops logging. After a failure, {@link
   * #unsent} has what is left.
   */
  public void finishSending(Duration patience) {
    flush(patience);
    stop();
  }

  /**
   * Sends what is left, unless the server is away.
   *
   * @return whether all of it has arrived
   */
  public boolean sendIfReachable() {
    if (!away && sending.tryLock()) {
      try {
        sendAll(Duration.ZERO);
      } catch (UserFailure e) {
        note(e);
      } finally {
        sending.unlock();
      }
    }
    return journal.isEmpty();
  }

  /**
   * What has not arrived, for somebody else to send it.
   *
   * @param from the position to begin at
   * @param most about how many bytes to return
   */
  public UnsentLines unsent(long from, int most) {
    return journal.unsent(from, most);
  }

  /** Stops logging, whatever is left. */
  public void stop() {
    sender.shutdownNow();
    sending.lock();
    try {
      journal.close();
    } finally {
      sending.unlock();
    }
  }

  /**
   * Stops logging. Without {@link #finish} or {@link #stop} before it, what is left is sent and the
   * run stays unfinished, to be resumed. If the server has refused something, that failure is
   * thrown at once.
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
      stop();
    }
  }

  private void sendLater(Duration pause) {
    sender.schedule(() -> sendInBackground(pause), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void sendInBackground(Duration pause) {
    if (failure != null) {
      return;
    }
    try {
      sendAll(Duration.ZERO);
      sendLater(SENDING_INTERVAL);
    } catch (UserFailure e) {
      note(e);
      sendLater(longerThan(pause));
    } catch (RuntimeException e) {
      if (!sender.isShutdown()) {
        LOG.error("What is logged to run {} cannot be sent", id, e);
      }
      failure = e;
    } catch (Error e) {
      // Such as memory that runs out and is free again later: what was logged is on disk.
      LOG.error("What is logged to run {} cannot be sent now", id, e);
      sendLater(longerThan(pause));
    }
  }

  private static Duration longerThan(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  /** Returns whether all of it was sent, and nothing held back. */
  private boolean sendAll(Duration patience) {
    sending.lock();
    try {
      for (Journal.Next next = journal.next(); !next.batch().isEmpty(); next = journal.next()) {
        if (!allowed.getAsBoolean()) {
          return false;
        }
        server.log(id, next.batch(), patience);
        journal.remove(next);
        if (away) {
          away = false;
          LOG.info("The tracking server is back; what was logged to run {} is sent", id);
        }
      }
      return true;
    } finally {
      sending.unlock();
    }
  }

  private UserFailure heldBack() {
    return new UserFailure(
        TrackingError.TRACKING_HELD_BACK,
        "What was logged to run " + id + " is held back: another process may go on with it.",
        "Make sure that the object store can be reached, then run the same command again.");
  }

  /** A server that is away may come back; what it refuses it will refuse again. */
  private void note(UserFailure problem) {
    if (!problem.code().mayPass()) {
      failure = problem;
    } else if (!away) {
      away = true;
      LOG.warn("{} What is logged to run {} waits.", problem.getMessage(), id);
    }
  }

  private void throwFailure() {
    RuntimeException known = failure;
    if (known instanceof UserFailure refused) {
      throw new UserFailure(refused.code(), refused.getMessage(), refused.remedy(), refused);
    }
    if (known != null) {
      throw new IllegalStateException("logging has failed before", known);
    }
  }

  private static String shortened(String value) {
    return value.length() <= LONGEST_PARAMETER
        ? value
        : value.substring(0, LONGEST_PARAMETER - 1) + "…";
  }
}
