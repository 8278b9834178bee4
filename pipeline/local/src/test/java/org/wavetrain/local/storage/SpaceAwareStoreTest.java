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
  private final InputStream content = new ByteArrayInputStream(new byte[100]);

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
      try (content) {
        throw new IOException(reason);
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
  }

  @Test
  void aFullDiskIsAnsweredAsInsufficientStorage() {
    assertThatThrownBy(() -> put("No space left on device"))
        .isInstanceOfSatisfying(
            S3Exception.class,
            failure -> {
              assertThat(failure.statusCode()).isEqualTo(507);
              assertThat(failure.awsErrorDetails().errorMessage()).contains(folder.toString());
            });
  }

  @Test
  void otherFailuresStayAsTheyAre() {
    assertThatThrownBy(() -> put("Input/output error")).isInstanceOf(UncheckedIOException.class);
  }

  @Test
  void theAnswerWaitsForAClientThatIsStillSending() throws IOException {
    assertThatThrownBy(() -> put("No space left on device")).isInstanceOf(S3Exception.class);

    assertThat(content.read()).isEqualTo(-1);
  }

  private void put(String reason) {
    try (FilesystemNio2BlobStore files = new FilesystemNio2BlobStore(folder.toString())) {
      new SpaceAwareStore(new FailingStore(files, reason), folder)
          .putBlob(PutObjectRequest.builder().bucket("b").key("k").build(), content);
    }
  }
}
