package org.wavetrain.local.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class SpaceAwareStoreTest {
  @TempDir private Path folder;

  /** Fails as a store does whose disk fails in some way. */
  private static final class FailingStore extends ForwardingBlobStore {
    private final String reason;

    FailingStore(BlobStore store, String reason) {
      super(store);
      this.reason = reason;
    }

    @Override
    public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
      throw new UncheckedIOException(new IOException(reason));
    }
  }

  @Test
  void aFullDiskIsAnsweredAsInsufficientStorage() {
    assertThatThrownBy(() -> put("No space left on device"))
        .isInstanceOfSatisfying(
            S3Exception.class, failure -> assertThat(failure.statusCode()).isEqualTo(507));
  }

  @Test
  void otherFailuresStayAsTheyAre() {
    assertThatThrownBy(() -> put("Input/output error")).isInstanceOf(UncheckedIOException.class);
  }

  private void put(String reason) {
    try (FilesystemNio2BlobStore files = new FilesystemNio2BlobStore(folder.toString())) {
      new SpaceAwareStore(new FailingStore(files, reason))
          .putBlob(
              PutObjectRequest.builder().bucket("b").key("k").build(),
              new ByteArrayInputStream(new byte[1]));
    }
  }
}
