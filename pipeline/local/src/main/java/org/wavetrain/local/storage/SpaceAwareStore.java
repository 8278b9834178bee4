package org.wavetrain.local.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.wavetrain.failure.DiskTrouble;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * A store over a folder that tells clients when its disk is full, as MinIO does, or cannot be
 * written to.
 */
final class SpaceAwareStore extends ForwardingBlobStore {
  private static final int INSUFFICIENT_STORAGE = 507;

  private final Path folder;

  /**
   * @param folder where the store keeps its objects
   */
  SpaceAwareStore(BlobStore store, Path folder) {
    super(store);
    this.folder = folder;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    return writing(content, () -> super.putBlob(request, new KeptOpen(content)));
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    return writing(
        content, () -> super.uploadMultipartPart(upload, request, new KeptOpen(content)));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return writing(
        InputStream.nullInputStream(), () -> super.completeMultipartUpload(upload, request));
  }

  private <T> T writing(InputStream content, Supplier<T> write) {
    try {
      return write.get();
    } catch (RuntimeException failure) {
      Optional<DiskTrouble> trouble = DiskTrouble.behind(failure);
      if (trouble.isEmpty()) {
        throw failure;
      }
      readToItsEnd(content, failure);
      throw refusal(trouble.get(), failure);
    }
  }

  /** A client that is still sending would see a broken connection rather than the answer. */
  private static void readToItsEnd(InputStream content, RuntimeException failure) {
    try {
      content.transferTo(OutputStream.nullOutputStream());
    } catch (IOException gone) {
      failure.addSuppressed(gone);
    }
  }

  private RuntimeException refusal(DiskTrouble trouble, RuntimeException failure) {
    return S3Exception.builder()
        .statusCode(INSUFFICIENT_STORAGE)
        .awsErrorDetails(
            AwsErrorDetails.builder()
                .errorCode(trouble == DiskTrouble.FULL ? "InsufficientStorage" : "ReadOnlyStorage")
                .errorMessage("The disk of " + folder + " is " + trouble.word() + ".")
                .build())
        .cause(failure)
        .build();
  }

  /** Content that is read on after the store has closed it. Whoever handles the request closes. */
  private static final class KeptOpen extends FilterInputStream {
    KeptOpen(InputStream content) {
      super(content);
    }

    @Override
    public void close() {}
  }
}
