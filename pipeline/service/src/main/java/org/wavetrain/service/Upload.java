package org.wavetrain.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Attributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.UserFailure;

/** The recording that a request brings: its body, or a part of a form. */
final class Upload {
  private static final Logger LOG = LoggerFactory.getLogger(Upload.class);

  /** The part that a recording is in. */
  private static final String PART = "file";

  private static final int MOST_PARTS = 20;

  private final long mostBytes;
  private final Path folder;

  /**
   * @param folder for files that are there while a request is
   */
  Upload(long mostBytes, Path folder) {
    this.mostBytes = mostBytes;
    this.folder = folder;
  }

  /**
   * Takes in what a request brings.
   *
   * @return a file, which is the caller's to delete; fails with {@code REQUEST_TOO_LARGE}, {@code
   *     DISK_FULL}, {@code DISK_READ_ONLY} or {@link UploadEnded}
   */
  CompletableFuture<Path> save(Request request, RequestBody body) throws IOException {
    if (request.getLength() > mostBytes) {
      throw tooLarge(mostBytes);
    }
    Path file;
    SavedBody sink;
    try {
      file = Files.createTempFile(folder, "request", ".body");
      sink = SavedBody.in(file, mostBytes);
    } catch (IOException failure) {
      requireDisk(failure);
      throw failure;
    }
    body.readInto(sink);
    return sink.saved()
        .handle(
            (nothing, failure) -> {
              if (failure == null) {
                return file;
              }
              remove(file);
              requireDisk(failure);
              throw new CompletionException(failure);
            });
  }

  /**
   * What is told where a failure comes from the disk.
   *
   * @throws UserFailure {@code DISK_FULL} or {@code DISK_READ_ONLY}
   */
  private void requireDisk(Throwable failure) {
    Optional<DiskTrouble> trouble = DiskTrouble.behind(failure);
    if (trouble.isPresent()) {
      LOG.error("the disk of {}, which recordings go to, is {}", folder, trouble.get().word());
      throw new UserFailure(
          trouble.get().code(),
          sentence(trouble.get()),
          trouble.get().remedy() + ", then send the recording again.",
          failure);
    }
  }

  /** Anybody may read it, so that it names no folder. */
  static String sentence(DiskTrouble trouble) {
    return "The disk that the service puts recordings on is " + trouble.word() + ".";
  }

  /**
   * What keeps the largest recording that is taken from being put on the disk, if that is known.
   */
  Optional<DiskTrouble> trouble() throws IOException {
    if (!Files.isWritable(folder)) {
      return Optional.of(DiskTrouble.READ_ONLY);
    }
    return Files.getFileStore(folder).getUsableSpace() < mostBytes
        ? Optional.of(DiskTrouble.FULL)
        : Optional.empty();
  }

  /** Nobody needs the file any more; it may be gone. */
  void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      LOG.warn("{} cannot be removed", file, failure);
    }
  }

  static UserFailure tooLarge(long mostBytes) {
    return new UserFailure(
        ServiceError.REQUEST_TOO_LARGE,
        "The request has more than %d bytes.".formatted(mostBytes),
        "Send a shorter recording, or a compressed one, such as FLAC, Opus or MP3.");
  }

  /**
   * Decodes the recording that was saved.
   *
   * @throws UserFailure {@code REQUEST_INVALID}, {@code DISK_FULL}, or why it is no sound
   */
  float[] read(Request request, Path body, SoundReader reader) throws IOException {
    try {
      return sound(request, body, reader);
    } catch (IOException failure) {
      requireDisk(failure);
      throw failure;
    }
  }

  private float[] sound(Request request, Path body, SoundReader reader) throws IOException {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    if (type != null && type.startsWith("multipart/")) {
      return part(body, type, reader);
    }
    if (Files.size(body) == 0) {
      throw invalid("The request has no body.");
    }
    return reader.read(body);
  }

  private float[] part(Path body, String type, SoundReader reader) throws IOException {
    try (MultiPartFormData.Parts parts = parts(body, type)) {
      List<MultiPart.Part> found = parts.getAll(PART);
      if (found.size() != 1) {
        throw invalid("The form has %d parts named %s.".formatted(found.size(), PART));
      }
      // The parts are files of their own: no more than one copy of each request stays.
      Files.delete(body);
      Path sound = Files.createTempFile(folder, "request", ".sound");
      try {
        Files.delete(sound);
        found.get(0).writeTo(sound);
        return reader.read(sound);
      } finally {
        Files.deleteIfExists(sound);
      }
    }
  }

  private MultiPartFormData.Parts parts(Path body, String type) {
    MultiPartConfig limits =
        new MultiPartConfig.Builder()
            .location(folder)
            .maxParts(MOST_PARTS)
            .maxSize(-1)
            .maxPartSize(-1)
            .maxMemoryPartSize(0)
            .build();
    // Not the request's own attributes: at its end, Jetty would stumble over a malformed form
    // again.
    Attributes attributes = new Attributes.Mapped();
    try {
      return MultiPartFormData.getParts(
          Content.Source.from(ByteBufferPool.SIZED_NON_POOLING, body), attributes, type, limits);
    } catch (CompletionException | IllegalArgumentException | IllegalStateException malformed) {
      requireDisk(malformed);
      Throwable cause = malformed.getCause() == null ? malformed : malformed.getCause();
      throw invalid("The form cannot be read: " + cause.getMessage() + ".");
    }
  }

  private static UserFailure invalid(String sentence) {
    return new UserFailure(
        ServiceError.REQUEST_INVALID,
        sentence,
        "Send the recording as the body, or in a form as the one part " + PART + ".");
  }
}
