package org.wavetrain.local.storage;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** Puts two objects into a store over a folder, the second one in parts. */
final class DurableStoreTrial {
  static final String BUCKET = "bucket";
  static final String WHOLE = "artifacts/files/whole";
  static final String IN_PARTS = "artifacts/files/in-parts";

  private DurableStoreTrial() {}

  /**
   * @param arguments the folder
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    try (FilesystemNio2BlobStore files = new FilesystemNio2BlobStore(folder.toString())) {
      files.createContainer(BUCKET);
      DurableStore store = new DurableStore(files, folder);
      byte[] content = new byte[1000];
      store.putBlob(
          PutObjectRequest.builder().bucket(BUCKET).key(WHOLE).contentLength(1000L).build(),
          new ByteArrayInputStream(content));
      MultipartUpload upload =
          store.initiateMultipartUpload(
              CreateMultipartUploadRequest.builder().bucket(BUCKET).key(IN_PARTS).build());
      UploadPartResponse part =
          store.uploadMultipartPart(
              upload,
              UploadPartRequest.builder()
                  .bucket(BUCKET)
                  .key(IN_PARTS)
                  .uploadId(upload.id())
                  .partNumber(1)
                  .contentLength(1000L)
                  .build(),
              new ByteArrayInputStream(content));
      store.completeMultipartUpload(
          upload,
          CompleteMultipartUploadRequest.builder()
              .bucket(BUCKET)
              .key(IN_PARTS)
              .uploadId(upload.id())
              .multipartUpload(
                  CompletedMultipartUpload.builder()
                      .parts(
                          List.of(CompletedPart.builder().partNumber(1).eTag(part.eTag()).build()))
                      .build())
              .build());
    }
  }
}
