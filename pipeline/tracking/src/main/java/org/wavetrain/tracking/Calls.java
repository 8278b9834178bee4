package org.wavetrain.tracking;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.mlflow.tracking.MlflowClientException;
import org.mlflow.tracking.MlflowHttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;

/**
 * Makes calls to the server, each with a time limit (the MLflow client has none), and repeats those
 * that failed for a reason that may pass: nobody answers, the server is overloaded or failing.
 */
final class Calls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Calls.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final CallFailures failures;
  private final Duration limitOfOneCall;

  /** Whether an answer was understood, so that the server is one of MLflow. */
  private volatile boolean understood;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "tracking-call");
            thread.setDaemon(true);
            return thread;
          });

  Calls(CallFailures failures, Duration limitOfOneCall) {
    this.failures = failures;
    this.limitOfOneCall = limitOfOneCall;
  }

  /**
   * Makes one call, and again and again until it succeeds or patience runs out.
   *
   * @param purpose completes the sentence "… cannot …"
   * @throws UserFailure if the call fails for good
   */
  <T> T make(String purpose, Duration patience, Callable<T> call) {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      Exception failure;
      try {
        T answer = once(call);
        understood = true;
        return answer;
      } catch (IOException | MlflowClientException e) {
        failure = e;
      }
      boolean worthRepeating = mayPass(failure);
      if (!worthRepeating || System.nanoTime() + pause.toNanos() > deadline) {
        throw failures.describe(purpose, failure, understood);
      }
      LOG.debug("Cannot {} yet, trying again in {}", purpose, pause, failure);
      sleep(between(pause.dividedBy(2), pause));
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private <T> T once(Callable<T> call) throws IOException {
    Future<T> answer = threads.submit(call);
    try {
      return answer.get(limitOfOneCall.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no answer within " + limitOfOneCall.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw interrupted();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (e.getCause() instanceof Error error) {
        // Such as memory that runs out, which is no server that does not answer.
        throw error;
      }
      throw new IOException(e.getCause());
    }
  }

  private static boolean mayPass(Exception failure) {
    if (failure instanceof MlflowHttpException answered) {
      int status = answered.getStatusCode();
      return status == 429
          || (status >= 500
              && status != CallFailures.NOT_IMPLEMENTED
              && status != CallFailures.INSUFFICIENT_STORAGE);
    }
    return CallFailures.isConnectionFailure(failure);
  }

  /** At random, so that many clients of a server that was away do not all come back at once. */
  private static Duration between(Duration least, Duration most) {
    return Duration.ofNanos(
        ThreadLocalRandom.current().nextLong(least.toNanos(), most.toNanos() + 1));
  }

  private static Duration shorter(Duration left, Duration right) {
    return left.compareTo(right) < 0 ? left : right;
  }

  private static void sleep(Duration pause) {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      throw interrupted();
    }
  }

  private static RuntimeException interrupted() {
    Thread.currentThread().interrupt();
    return new CancellationException("interrupted in a call to the server");
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
