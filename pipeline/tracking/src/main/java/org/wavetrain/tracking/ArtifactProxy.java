package org.wavetrain.tracking;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;

/**
 * Files of runs whose artifact address is the tracking server's own, {@code mlflow-artifacts:/…}.
 * The MLflow client has no way to it but a Python process.
 */
final class ArtifactProxy {
  static final String SCHEME = "mlflow-artifacts";

  private static final String PATH = "/api/2.0/mlflow-artifacts/artifacts";

  private final TrackingSettings settings;
  private final DirectRequests requests;

  ArtifactProxy(TrackingSettings settings, DirectRequests requests) {
    this.settings = settings;
    this.requests = requests;
  }

  /**
   * Uploads a file.
   *
   * @param folder {@code mlflow-artifacts:/…} or {@code mlflow-artifacts://HOST/…}
   */
  void put(URI folder, String path, byte[] content) throws IOException {
    requests.send(
        HttpRequest.newBuilder(address(folder, path)).PUT(BodyPublishers.ofByteArray(content)));
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
