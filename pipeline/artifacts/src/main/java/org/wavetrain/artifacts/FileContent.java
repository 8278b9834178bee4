package org.wavetrain.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/**
 * A part of a file, as the body of a request. The client reads it once for each attempt and closes
 * nothing; a file that is deleted keeps its place on the disk until it is closed.
 */
final class FileContent implements ContentStreamProvider, AutoCloseable {
  private final Path file;
  private final long from;
  private final long lengthBytes;
  private InputStream opened = InputStream.nullInputStream();

  FileContent(Path file, long from, long lengthBytes) {
    this.file = file;
    this.from = from;
    this.lengthBytes = lengthBytes;
  }

  RequestBody body() {
    return RequestBody.fromContentProvider(this, lengthBytes, "application/octet-stream");
  }

  @Override
  public synchronized InputStream newStream() {
    close();
    try {
      opened = open();
      return opened;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private InputStream open() throws IOException {
    SeekableByteChannel channel = Files.newByteChannel(file);
    try {
      return Channels.newInputStream(channel.position(from));
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
  }

  @Override
  public synchronized void close() {
    try {
      opened.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
