package org.wavetrain.airflow;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.airflow.client.ApiClient;
import org.wavetrain.airflow.client.ApiException;
import org.wavetrain.airflow.client.api.AuthenticationApi;
import org.wavetrain.airflow.client.model.LoginBody;

/**
 * Makes requests to the server: signed in, anew when the token has run out, and, where a request
 * changes nothing, again and again while the server is away or fails.
 */
final class Requests {
  private static final Logger LOG = LoggerFactory.getLogger(Requests.class);
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final AirflowSettings settings;
  private final Duration patience;
  private final RequestFailures failures;
  private final ApiClient client;
  private volatile String token;

  /**
   * @param patience for how long requests that change nothing are repeated
   */
  Requests(AirflowSettings settings, Duration patience) {
    this.settings = settings;
    this.patience = patience;
    this.failures = new RequestFailures(settings.address());
    this.token = settings.token().orElse(null);
    // Over HTTP/2's upgrade the server loses the bodies of requests.
    this.client =
        new ApiClient()
            .setHttpClientBuilder(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1))
            .setConnectTimeout(CONNECT_LIMIT)
            .setReadTimeout(ANSWER_LIMIT)
            .setRequestInterceptor(this::sign);
    this.client.updateBaseUri(settings.base());
  }

  /** One request by the generated code. */
  @FunctionalInterface
  interface Request<T> {
    T send() throws ApiException;
  }

  /** What the generated code is to be made with. */
  ApiClient client() {
    return client;
  }

  /**
   * Makes a request that changes nothing.
   *
   * @param purpose completes the sentence "… cannot …"
   */
  <T> T read(String purpose, Request<T> request) {
    long deadline = System.nanoTime() + patience.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return signedIn(request);
      } catch (ApiException failure) {
        if (!mayPass(failure) || System.nanoTime() + pause.toNanos() > deadline) {
          throw failures.describe(purpose, failure);
        }
        LOG.debug("Cannot {} yet, trying again in {}", purpose, pause, failure);
      }
      sleep(pause);
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  /**
   * Makes a request that changes something: once, since nobody knows whether one that failed has
   * been heard.
   *
   * @param purpose completes the sentence "… cannot …"
   */
  <T> T change(String purpose, Request<T> request) {
    try {
      return signedIn(request);
    } catch (ApiException failure) {
      throw failures.describe(purpose, failure);
    }
  }

  private <T> T signedIn(Request<T> request) throws ApiException {
    if (token == null) {
      signIn();
    }
    try {
      return request.send();
    } catch (ApiException refused) {
      if (!RequestFailures.isOfToken(refused) || settings.token().isPresent()) {
        throw refused;
      }
      signIn();
      return request.send();
    }
  }

  private void signIn() throws ApiException {
    token = null;
    token =
        new AuthenticationApi(client)
            .createToken(
                new LoginBody()
                    .username(settings.username().orElseThrow())
                    .password(settings.password().orElseThrow()))
            .getAccessToken();
  }

  private void sign(HttpRequest.Builder request) {
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
  }

  private static boolean mayPass(ApiException failure) {
    int status = failure.getCode();
    return status == 429 || status >= 500 || failure.getCause() instanceof IOException;
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
