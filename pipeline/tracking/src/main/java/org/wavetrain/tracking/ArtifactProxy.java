package org.wavetrain.tracking;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files of runs whose artifact address is the tracking server's own, {@code mlflow-artifacts:/…}.
 * The MLflow client has no way to it but a Python process.
 *
 * <p>Whoever may make a run chooses its address, so one that names another server or leads out of
 * the artifacts is not taken: the credentials are for this server alone.
 */
final class ArtifactProxy {
  private static final Pattern ADDRESS = Pattern.compile("mlflow-artifacts:(?://([^/]*))?(/.*)");
  private static final String PATH = "/api/2.0/mlflow-artifacts/artifacts";
  private static final List<String> ELSEWHERE = List.of(".", "..");

  private final TrackingSettings settings;
  private final DirectRequests requests;

  ArtifactProxy(TrackingSettings settings, DirectRequests requests) {
    this.settings = settings;
    this.requests = requests;
  }

  /** Whether an address is a folder of this server. */
  boolean takes(String folder) {
    Matcher address = ADDRESS.matcher(folder);
    return address.matches()
        && (address.group(1) == null
            || address.group(1).isEmpty()
            || address.group(1).equals(settings.address().getAuthority()))
        && Arrays.stream(address.group(2).split("/")).noneMatch(ELSEWHERE::contains);
  }

  /**
   * Uploads a file.
   *
   * @param folder one that it {@link #takes}
   */
  void put(String folder, String path, byte[] content) throws IOException {
    requests.send(
        HttpRequest.newBuilder(address(folder, path)).PUT(BodyPublishers.ofByteArray(content)));
  }

  private URI address(String folder, String path) {
    Matcher address = ADDRESS.matcher(folder);
    if (!address.matches()) {
      throw new IllegalArgumentException(folder);
    }
    URI server = URI.create(settings.host());
    try {
      // The constructor of several arguments quotes what an address cannot hold.
      return new URI(
          server.getScheme(),
          server.getAuthority(),
          server.getPath() + PATH + address.group(2) + "/" + path,
          null,
          null);
    } catch (URISyntaxException impossible) {
      throw new IllegalArgumentException(folder + " and " + path, impossible);
    }
  }
}
