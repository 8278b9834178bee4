package org.wavetrain.airflow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.airflow.Session.Request;
import org.wavetrain.airflow.client.ApiClient;
import org.wavetrain.airflow.client.ApiException;
import org.wavetrain.airflow.client.api.MonitorApi;
import org.wavetrain.failure.UserFailure;

/**
 * Makes requests to the server: where one may be made twice, again and again while the server is
 * away or fails.
 */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /** After so many tries, more than a second has gone by. */
  private static final int SILENT_TRIES = 4;

  private static final int NOT_FOUND = 404;
  private static final int CONFLICT = 409;

  private final Session session;
  private final RequestFailures failures;
  private final Duration patience;
  private final Consumer<String> notices;

  /**
   * @param patience for how long requests are repeated
   * @param notices is told, once for each request, that the server is waited for
   */
  Requests(AirflowSettings settings, Duration patience, Consumer<String> notices) {
    this(new Session(settings), new RequestFailures(settings.address()), patience, notices);
  }

  private Requests(
      Session session, RequestFailures failures, Duration patience, Consumer<String> notices) {
    this.session = session;
    this.failures = failures;
    this.patience = patience;
    this.notices = notices;
  }

  /** The same, telling others. */
  Requests telling(Consumer<String> others) {
    return new Requests(session, failures, patience, others);
  }

  /** A page of a list. */
  record Page<T>(List<T> entries, Integer total) {
    /** Whether this many are all; a server that does not count has given all with an empty page. */
    private boolean isLastAt(int found) {
      return entries.isEmpty() || (total != null && found >= total);
    }
  }

  /** A request for a page by the generated code. */
  @FunctionalInterface
  interface PageRequest<T> {
    Page<T> send(int offset) throws ApiException;
  }

  /** What the generated code is to be made with. */
  ApiClient client() {
    return session.client();
  }

  /**
   * Makes a request that changes nothing.
   *
   * @param purpose completes the sentence "… cannot …"
   */
  <T> T read(String purpose, Request<T> request) {
    return repeated(purpose, request);
  }

  /**
   * Reads a whole list. How long its pages are is the server's to say, whatever was asked for.
   *
   * @param purpose completes the sentence "… cannot …"
   */
  <T> List<T> readAll(String purpose, PageRequest<T> request) {
    List<T> found = new ArrayList<>();
    Page<T> page;
    do {
      int offset = found.size();
      page = repeated(purpose, () -> request.send(offset));
      found.addAll(page.entries());
    } while (!page.isLastAt(found.size()));
    return List.copyOf(found);
  }

  /**
   * Makes something under a name that nothing else has: when the request is repeated, the server
   * refuses to make a second one.
   *
   * @param purpose completes the sentence "… cannot …"
   * @param made looks for it by its name
   */
  <T> T create(String purpose, Request<T> request, Request<T> made) {
    return repeated(
        purpose,
        () -> {
          try {
            return request.send();
          } catch (ApiException refused) {
            if (refused.getCode() != CONFLICT) {
              throw refused;
            }
            return madeBefore(made, refused);
          }
        });
  }

  /**
   * Makes a request that changes something: once, since nobody knows whether one that failed has
   * been heard.
   *
   * @param purpose completes the sentence "… cannot …"
   */
  <T> T change(String purpose, Request<T> request) {
    try {
      return session.send(request);
    } catch (ApiException failure) {
      throw described(purpose, failure);
    }
  }

  private <T> T repeated(String purpose, Request<T> request) {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    for (int tries = 1; ; tries++) {
      try {
        return session.send(request);
      } catch (ApiException failure) {
        if (!RequestFailures.mayPass(failure) || System.nanoTime() + pause.toNanos() > deadline) {
          throw described(purpose, failure);
        }
        LOG.debug("Cannot {} yet, trying again in {}", purpose, pause, failure);
        if (tries == SILENT_TRIES) {
          notices.accept(failures.waiting(failure, patience));
        }
      }
      sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private UserFailure described(String purpose, ApiException failure) {
    return RequestFailures.isOfAddress(failure) && !isAirflow()
        ? failures.unreadable(purpose, failure)
        : failures.describe(purpose, failure);
  }

  /** Every Airflow tells its version, to whoever asks. */
  private boolean isAirflow() {
    try {
      new MonitorApi(session.client()).getVersion();
      return true;
    } catch (ApiException failure) {
      return !RequestFailures.isOfAddress(failure) && !RequestFailures.isUnreadable(failure);
    }
  }

  private static <T> T madeBefore(Request<T> made, ApiException refused) throws ApiException {
    try {
      return made.send();
    } catch (ApiException failure) {
      // Then it was refused for something else.
      throw failure.getCode() == NOT_FOUND ? refused : failure;
    }
  }

  private static void sleep(Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted in a request to the Airflow server");
    }
  }
}
