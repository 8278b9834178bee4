package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.mlflow.tracking.MlflowHttpException;

/**
 * Requests that do not go through the MLflow client, each made once: the client would send one that
 * fails three times.
 */
final class DirectRequests {
  private static final Duration LIMIT = Duration.ofSeconds(50);

  private final TrackingSettings settings;

  /** Servers of MLflow break request bodies where a client asks for HTTP/2. */
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  DirectRequests(TrackingSettings settings) {
    this.settings = settings;
  }

  /**
   * Posts JSON and returns what is answered.
   *
   * @param path after {@code /api/2.0/mlflow/}
   */
  String post(String path, String json) throws IOException {
    return send("POST", path, json);
  }

  /**
   * Gets what is answered.
   *
   * @param pathAndQuery after {@code /api/2.0/mlflow/}
   */
  String get(String pathAndQuery) throws IOException {
    return send(HttpRequest.newBuilder(address(pathAndQuery)));
  }

  /** As {@link #post}, with the method {@code DELETE}. */
  String delete(String path, String json) throws IOException {
    return send("DELETE", path, json);
  }

  private String send(String method, String path, String json) throws IOException {
    return send(
        HttpRequest.newBuilder(address(path))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  private URI address(String pathAndQuery) {
    return URI.create(settings.host() + "/api/2.0/mlflow/" + pathAndQuery);
  }

  /** Sends a request with the server's credentials and returns the body of the answer. */
  String send(HttpRequest.Builder request) throws IOException {
    if (settings.token().isPresent()) {
      request.header("Authorization", "Bearer " + settings.token().get());
    } else if (settings.username().isPresent()) {
      String pair = settings.username().get() + ":" + settings.password().orElse("");
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    try {
      HttpResponse<String> answer =
          client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new MlflowHttpException(answer.statusCode(), "", answer.body());
      }
      return answer.body();
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in a request");
    }
  }
}
