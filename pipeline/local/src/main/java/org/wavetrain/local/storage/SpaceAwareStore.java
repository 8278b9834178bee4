package org.wavetrain.local.storage;

import java.io.InputStream;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.wavetrain.failure.DiskFull;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** A store over a folder that tells clients when its disk is full, as MinIO does. */
final class SpaceAwareStore extends ForwardingBlobStore {
  private static final int INSUFFICIENT_STORAGE = 507;

  SpaceAwareStore(BlobStore store) {
    super(store);
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    return writing(() -> super.putBlob(request, content));
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    return writing(() -> super.uploadMultipartPart(upload, request, content));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return writing(() -> super.completeMultipartUpload(upload, request));
  }

  private static <T> T writing(Supplier<T> write) {
    try {
      return write.get();
    } catch (RuntimeException failure) {
      throw DiskFull.behind(failure).isPresent()
          ? S3Exceptions.fromStatusCode(INSUFFICIENT_STORAGE, failure)
          : failure;
    }
  }
}
