package org.wavetrain.tracking;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Base64;
import org.mlflow.tracking.MlflowHttpException;

/**
 * Files of runs whose artifact address is the tracking server's own, {@code mlflow-artifacts:/…}.
 * The MLflow client has no way to it but a Python process.
 */
final class ArtifactProxy {
  static final String SCHEME = "mlflow-artifacts";

  private static final String PATH = "/api/2.0/mlflow-artifacts/artifacts";
  private static final Duration LIMIT = Duration.ofSeconds(50);

  private final TrackingSettings settings;

  /** Servers of MLflow break request bodies where a client asks for HTTP/2. */
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  ArtifactProxy(TrackingSettings settings) {
    this.settings = settings;
  }

  /**
   * Uploads a file.
   *
   * @param folder {@code mlflow-artifacts:/…} or {@code mlflow-artifacts://HOST/…}
   */
  void put(URI folder, String path, byte[] content) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address(folder, path))
            .timeout(LIMIT)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(content));
    if (settings.token().isPresent()) {
      request.header("Authorization", "Bearer " + settings.token().get());
    } else if (settings.username().isPresent()) {
      String pair = settings.username().get() + ":" + settings.password().orElse("");
      request.header(
          "Authorization", "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8)));
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != 2) {
        throw new MlflowHttpException(answer.statusCode(), "", answer.body());
      }
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted in an upload");
    }
  }

  private URI address(URI folder, String path) {
    URI server = URI.create(settings.host());
    String whole = folder.getPath() + "/" + path;
    try {
      // The constructor of several arguments quotes what an address cannot hold.
      return folder.getAuthority() == null
          ? new URI(
              server.getScheme(),
              server.getAuthority(),
              server.getPath() + PATH + whole,
              null,
              null)
          : new URI(server.getScheme(), folder.getAuthority(), PATH + whole, null, null);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(folder + " and " + path, impossible);
    }
  }
}
