package org.wavetrain.artifacts;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.wavetrain.artifacts.ObjectStoreSettings.ChecksumMode;
import org.wavetrain.artifacts.ObjectStoreSettings.Credentials;

/** A real S3 server over a folder, for tests. */
final class S3Server implements AutoCloseable {
  private static final String BUCKET = "artifacts-of-a-test";
  private static final Credentials CREDENTIALS =
      new Credentials("test-key", "test-secret", Optional.empty());

  private final S3Proxy proxy;
  private final FilesystemNio2BlobStore blobs;
  private final Path folder;

  private S3Server(S3Proxy proxy, FilesystemNio2BlobStore blobs, Path folder) {
    this.proxy = proxy;
    this.blobs = blobs;
    this.folder = folder;
  }

  static S3Server start(Path folder) throws Exception {
    return start(
        folder,
        builder ->
            builder.awsAuthentication(
                AuthenticationType.AWS_V4,
                CREDENTIALS.accessKeyId(),
                CREDENTIALS.secretAccessKey()));
  }

  /** A server that does not look at signatures: requests may be changed on their way. */
  static S3Server startWithoutSignatures(Path folder) throws Exception {
    return start(folder, builder -> builder);
  }

  private static S3Server start(Path folder, UnaryOperator<S3Proxy.Builder> authentication)
      throws Exception {
    FilesystemNio2BlobStore blobs = new FilesystemNio2BlobStore(folder.toString());
    blobs.createContainer(BUCKET);
    S3Proxy proxy =
        authentication
            .apply(
                S3Proxy.builder()
                    .blobStore(blobs)
                    .endpoint(URI.create("http://127.0.0.1:0"))
                    .ignoreUnknownHeaders(true))
            .build();
    proxy.start();
    return new S3Server(proxy, blobs, folder);
  }

  ObjectStoreSettings settings() {
    return new ObjectStoreSettings(
        BUCKET,
        Optional.of(URI.create("http://127.0.0.1:" + proxy.getPort())),
        Optional.of("us-east-1"),
        Optional.of(CREDENTIALS),
        ChecksumMode.WHEN_SUPPORTED);
  }

  /** The same, through a proxy. */
  ObjectStoreSettings settingsThrough(URI proxied) {
    return settingsThrough(proxied, Duration.ofSeconds(60));
  }

  ObjectStoreSettings settingsThrough(URI proxied, Duration timeout) {
    ObjectStoreSettings direct = settings();
    return new ObjectStoreSettings(
        direct.bucket(),
        Optional.of(proxied),
        direct.region(),
        direct.credentials(),
        direct.checksums(),
        timeout);
  }

  /** Where the server keeps an object. */
  Path file(String key) {
    return folder.resolve(BUCKET).resolve(key);
  }

  /** The files that hold the objects below a folder of {@link #file}. */
  List<Path> objectsBelow(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).sorted().toList();
    }
  }

  @Override
  public void close() throws Exception {
    proxy.stop();
    blobs.close();
  }
}
