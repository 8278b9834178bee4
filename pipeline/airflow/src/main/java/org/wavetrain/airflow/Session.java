package org.wavetrain.airflow;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.wavetrain.airflow.client.ApiClient;
import org.wavetrain.airflow.client.ApiException;
import org.wavetrain.airflow.client.api.AuthenticationApi;
import org.wavetrain.airflow.client.model.LoginBody;

/** Sends requests to the server: signed in, and anew when the token has run out. */
final class Session {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);

  private final AirflowSettings settings;
  private final ApiClient client = new OneConnection();
  private volatile String token;

  Session(AirflowSettings settings) {
    this.settings = settings;
    this.token = settings.token().orElse(null);
    client.setReadTimeout(ANSWER_LIMIT).setRequestInterceptor(this::sign);
    client.updateBaseUri(settings.base());
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

  <T> T send(Request<T> request) throws ApiException {
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

  /**
   * The generated code would open connections of its own, and a thread, for each of its classes.
   */
  private static final class OneConnection extends ApiClient {
    private final HttpClient http =
        // Over HTTP/2's upgrade the server loses the bodies of requests.
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();

    @Override
    public HttpClient getHttpClient() {
      return http;
    }
  }
}
