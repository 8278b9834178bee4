package org.wavetrain.local.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.EmbeddedServerError;

/**
 * An S3 server over a folder, on a free port of the loopback interface. It checks signatures and
 * checksums and honours {@code If-None-Match}; it lacks tagging and multipart download by part.
 */
public final class EmbeddedStorage implements AutoCloseable {
  /** S3's own limit on one PUT. */
  private static final long LARGEST_PUT_BYTES = 5L << 30;

  /** S3Proxy holds a signed request that comes in one piece in memory to check its digest. */
  private static final long LARGEST_BUFFERED_BYTES = 64L << 20;

  private static final int LARGEST_CHUNK_BYTES = 32 << 20;

  private final S3Proxy server;
  private final FilesystemNio2BlobStore store;

  private EmbeddedStorage(S3Proxy server, FilesystemNio2BlobStore store) {
    this.server = server;
    this.store = store;
  }

  /**
   * Starts the server and makes the bucket unless it is there.
   *
   * @param folder where the objects are kept; made if missing
   */
  public static EmbeddedStorage start(Path folder, String bucket, StorageCredentials credentials) {
    FilesystemNio2BlobStore store = open(folder, bucket);
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(
                new SpaceAwareStore(
                    new DurableStore(store, folder.toAbsolutePath()), folder.toAbsolutePath()))
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(
                AuthenticationType.AWS_V4, credentials.accessKeyId(), credentials.secretAccessKey())
            .maxSinglePartObjectSize(LARGEST_PUT_BYTES)
            .v4MaxNonChunkedRequestSize(LARGEST_BUFFERED_BYTES)
            .v4MaxChunkSize(LARGEST_CHUNK_BYTES)
            // Clients send headers that S3Proxy does not know, such as invocation ids.
            .ignoreUnknownHeaders(true)
            // Whoever stops the server has ended its clients; there is nothing to wait for.
            .stopTimeout(0)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      store.close();
      throw new UserFailure(
          EmbeddedServerError.EMBEDDED_STORAGE_FAILED,
          "The embedded object store does not start: " + e.getMessage() + ".",
          "Check that programs may listen on 127.0.0.1, or set WAVETRAIN_S3_ENDPOINT.",
          e);
    }
    return new EmbeddedStorage(server, store);
  }

  /** Where clients find it; path-style addresses only. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getPort());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The embedded object store does not stop", e);
    } finally {
      store.close();
    }
  }

  private static FilesystemNio2BlobStore open(Path folder, String bucket) {
    try {
      Files.createDirectories(folder);
      FilesystemNio2BlobStore store =
          new FilesystemNio2BlobStore(folder.toAbsolutePath().toString());
      if (!store.containerExists(bucket)) {
        store.createContainer(bucket);
      }
      return store;
    } catch (IOException | RuntimeException e) {
      throw new UserFailure(
          EmbeddedServerError.HOME_UNUSABLE,
          "The folder %s cannot hold the object store's data: %s."
              .formatted(
                  folder, e instanceof IOException unwritable ? FileTrouble.reason(unwritable) : e),
          "Choose another folder with --home, or make this one writable.",
          e);
    }
  }
}
