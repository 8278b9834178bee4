package org.wavetrain.artifacts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Uploads files: small ones in one request, big ones in parts. */
final class FileUpload {
  /** S3 takes at least 5 MiB a part; a server may hold a part in memory to check its digest. */
  static final long SMALLEST_PART_BYTES = 16L << 20;

  /** S3's own limit. */
  private static final int MOST_PARTS = 10_000;

  private static final int NOT_IMPLEMENTED = 501;

  private final S3Client client;
  private final String bucket;
  private final Pace pace;
  private final long smallestPartBytes;

  FileUpload(S3Client client, String bucket, Pace pace) {
    this(client, bucket, pace, SMALLEST_PART_BYTES);
  }

  FileUpload(S3Client client, String bucket, Pace pace, long smallestPartBytes) {
    this.client = client;
    this.bucket = bucket;
    this.pace = pace;
    this.smallestPartBytes = smallestPartBytes;
  }

  void upload(String key, Path file, long sizeBytes) {
    if (sizeBytes <= smallestPartBytes) {
      try (FileContent content = new FileContent(file, 0, sizeBytes)) {
        client.putObject(
            request ->
                request
                    .bucket(bucket)
                    .key(key)
                    .overrideConfiguration(
                        attempt -> attempt.apiCallAttemptTimeout(pace.allowed(sizeBytes))),
            content.body());
      }
    } else {
      uploadInParts(key, file, sizeBytes);
    }
  }

  private void uploadInParts(String key, Path file, long sizeBytes) {
    long partBytes = Math.max(smallestPartBytes, (sizeBytes + MOST_PARTS - 1) / MOST_PARTS);
    String upload =
        client.createMultipartUpload(request -> request.bucket(bucket).key(key)).uploadId();
    try {
      List<CompletedPart> parts = new ArrayList<>();
      for (long from = 0; from < sizeBytes; from += partBytes) {
        long length = Math.min(partBytes, sizeBytes - from);
        try (FileContent content = new FileContent(file, from, length)) {
          parts.add(uploadPart(key, upload, parts.size() + 1, content.body(), length));
        }
      }
      complete(key, upload, parts, sizeBytes);
    } catch (RuntimeException | Error failure) {
      abortAfter(failure, key, upload);
      throw failure;
    }
  }

  private void complete(String key, String upload, List<CompletedPart> parts, long sizeBytes) {
    try {
      client.completeMultipartUpload(
          request ->
              request
                  .bucket(bucket)
                  .key(key)
                  .uploadId(upload)
                  .multipartUpload(completed -> completed.parts(parts)));
    } catch (NoSuchUploadException ended) {
      // If the answer to an earlier attempt was lost, the object is there.
      if (client.headObject(head -> head.bucket(bucket).key(key)).contentLength() != sizeBytes) {
        throw ended;
      }
    }
  }

  /** The uploads that have begun and not ended. */
  List<MultipartUpload> unfinished(String prefix) {
    try {
      return client
          .listMultipartUploadsPaginator(list -> list.bucket(bucket).prefix(prefix))
          .uploads()
          .stream()
          .toList();
    } catch (S3Exception refusal) {
      // A store that cannot list them leaves them to its own rules.
      if (refusal.statusCode() != NOT_IMPLEMENTED) {
        throw refusal;
      }
      return List.of();
    }
  }

  /** Ends one that nobody goes on with. */
  void abort(MultipartUpload upload) {
    try {
      client.abortMultipartUpload(
          request -> request.bucket(bucket).key(upload.key()).uploadId(upload.uploadId()));
    } catch (NoSuchUploadException ended) {
      // Somebody else has ended it meanwhile.
    }
  }

  private void abortAfter(Throwable failure, String key, String upload) {
    try {
      client.abortMultipartUpload(request -> request.bucket(bucket).key(key).uploadId(upload));
    } catch (SdkException unreachable) {
      failure.addSuppressed(unreachable);
    }
  }

  private CompletedPart uploadPart(
      String key, String upload, int number, RequestBody body, long sizeBytes) {
    return CompletedPart.builder()
        .partNumber(number)
        .eTag(
            client
                .uploadPart(
                    request ->
                        request
                            .bucket(bucket)
                            .key(key)
                            .uploadId(upload)
                            .partNumber(number)
                            .overrideConfiguration(
                                attempt -> attempt.apiCallAttemptTimeout(pace.allowed(sizeBytes))),
                    body)
                .eTag())
        .build();
  }
}
