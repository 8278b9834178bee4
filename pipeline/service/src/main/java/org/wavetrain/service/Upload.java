package org.wavetrain.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.wavetrain.failure.UserFailure;

/** The recording that a request brings: its body, or a part of a form. */
final class Upload {
  /** The part that a recording is in. */
  private static final String PART = "file";

  private static final int MOST_PARTS = 20;

  /** Beyond the limit, so much is read and thrown away, so that the client gets to the answer. */
  private static final long PATIENCE_BYTES = 64L << 20;

  private final long mostBytes;
  private final Path folder;

  /**
   * @param folder for files that are there while a request is
   */
  Upload(long mostBytes, Path folder) {
    this.mostBytes = mostBytes;
    this.folder = folder;
  }

  /** Reads what a request brings and throws it away, within reason. */
  void discard(Request request) throws IOException {
    discard(Content.Source.asInputStream(request));
  }

  private void discard(InputStream body) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    int read = body.read(buffer);
    while (read >= 0 && total < mostBytes + PATIENCE_BYTES) {
      total += read;
      read = body.read(buffer);
    }
  }

  /**
   * Decodes the recording of a request.
   *
   * @throws UserFailure {@code REQUEST_TOO_LARGE}, {@code REQUEST_INVALID}, or why it is no sound
   */
  float[] read(Request request, SoundReader reader) throws IOException {
    Path body = Files.createTempFile(folder, "request", ".body");
    try {
      save(request, body);
      String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
      if (type != null && type.startsWith("multipart/")) {
        return part(body, type, request, reader);
      }
      if (Files.size(body) == 0) {
        throw invalid("The request has no body.");
      }
      return reader.read(body);
    } finally {
      Files.delete(body);
    }
  }

  private void save(Request request, Path file) throws IOException {
    InputStream body = Content.Source.asInputStream(request);
    byte[] buffer = new byte[1 << 16];
    long total = 0;
    try (OutputStream output = Files.newOutputStream(file)) {
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        total += read;
        if (total > mostBytes) {
          discard(body);
          throw new UserFailure(
              ServiceError.REQUEST_TOO_LARGE,
              "The request has more than %d bytes.".formatted(mostBytes),
              "Send a shorter recording, or a compressed one, such as FLAC, Opus or MP3.");
        }
        output.write(buffer, 0, read);
      }
    }
  }

  private float[] part(Path body, String type, Request request, SoundReader reader)
      throws IOException {
    try (MultiPartFormData.Parts parts = parts(body, type, request)) {
      MultiPart.Part found = parts.getFirst(PART);
      if (found == null) {
        throw invalid("The form has no part named " + PART + ".");
      }
      Path sound = Files.createTempFile(folder, "request", ".sound");
      try {
        Files.delete(sound);
        found.writeTo(sound);
        return reader.read(sound);
      } finally {
        Files.deleteIfExists(sound);
      }
    }
  }

  private MultiPartFormData.Parts parts(Path body, String type, Request request) {
    MultiPartConfig limits =
        new MultiPartConfig.Builder()
            .location(folder)
            .maxParts(MOST_PARTS)
            .maxSize(-1)
            .maxPartSize(-1)
            .maxMemoryPartSize(0)
            .build();
    try {
      return MultiPartFormData.getParts(
          Content.Source.from(ByteBufferPool.SIZED_NON_POOLING, body), request, type, limits);
    } catch (CompletionException | IllegalArgumentException | IllegalStateException malformed) {
      Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
      throw invalid("The form cannot be read: " + cause.getMessage() + ".");
    }
  }

  private static UserFailure invalid(String sentence) {
    return new UserFailure(
        ServiceError.REQUEST_INVALID,
        sentence,
        "Send the recording as the body, or in a form as the part " + PART + ".");
  }
}
