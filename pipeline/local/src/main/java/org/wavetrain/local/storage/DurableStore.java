package org.wavetrain.local.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/**
 * A store over a folder whose objects outlast a loss of power from when it says that it has them. A
 * manifest, which is put after its files, is therefore never there without them.
 */
final class DurableStore extends ForwardingBlobStore {
  private final Path folder;

  /**
   * @param folder where the store keeps its objects
   */
  DurableStore(BlobStore store, Path folder) {
    super(store);
    this.folder = folder;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    PutObjectResponse answer = super.putBlob(request, content);
    flush(request.bucket(), request.key());
    return answer;
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    CompleteMultipartUploadResponse answer = super.completeMultipartUpload(upload, request);
    flush(request.bucket(), request.key());
    return answer;
  }

  private void flush(String bucket, String key) {
    Path within = folder.resolve(bucket);
    Path object = within.resolve(key);
    try {
      if (!Files.isDirectory(object)) {
        DurableFile.flush(object);
      }
      // The folders above it may be new.
      Path above = object;
      do {
        above = above.getParent();
        DurableFile.flushFolder(above);
      } while (!above.equals(within));
    } catch (NoSuchFileException removedMeanwhile) {
      // Another client has removed it since: there is nothing to keep.
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
