package org.wavetrain.service;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;

/** A file that the body of a request goes into. */
final class SavedBody implements RequestBody.Sink {
  private final FileChannel output;
  private final long mostBytes;
  private final CompletableFuture<Void> saved = new CompletableFuture<>();
  private long bytes;

  private SavedBody(FileChannel output, long mostBytes) {
    this.output = output;
    this.mostBytes = mostBytes;
  }

  /** Opens an empty file that takes so much. */
  static SavedBody in(Path file, long mostBytes) throws IOException {
    return new SavedBody(
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING),
        mostBytes);
  }

  /**
   * Done when all is in the file, which is closed then. Fails with {@code REQUEST_TOO_LARGE}, with
   * {@link UploadEnded}, or with why it cannot be written.
   */
  CompletableFuture<Void> saved() {
    return saved;
  }

  @Override
  public void take(ByteBuffer more) throws IOException {
    bytes += more.remaining();
    if (bytes > mostBytes) {
      throw Upload.tooLarge(mostBytes);
    }
    while (more.hasRemaining()) {
      output.write(more);
    }
  }

  @Override
  public void finish() {
    try {
      output.close();
      saved.complete(null);
    } catch (IOException failure) {
      saved.completeExceptionally(failure);
    }
  }

  @Override
  public void fail(Throwable failure) {
    try {
      output.close();
    } catch (IOException again) {
      failure.addSuppressed(again);
    }
    saved.completeExceptionally(failure);
  }
}
