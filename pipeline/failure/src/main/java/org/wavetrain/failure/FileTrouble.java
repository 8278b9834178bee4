package org.wavetrain.failure;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** What keeps a file from being read or written, in words: Java often tells only its name. */
public final class FileTrouble {
  private FileTrouble() {}

  /**
   * The file, if it is known, and the reason: for sentences that only name the folder that the file
   * is in.
   */
  public static String named(IOException failure) {
    return failure instanceof FileSystemException known && known.getFile() != null
        ? known.getFile() + ": " + reason(failure)
        : reason(failure);
  }

  /**
   * The reason without the name of the file: the middle of a sentence, for example {@code it does
   * not exist}.
   */
  public static String reason(IOException failure) {
    if (failure instanceof NoSuchFileException) {
      return "it does not exist";
    }
    if (failure instanceof AccessDeniedException) {
      return "permission is denied";
    }
    if (failure instanceof FileAlreadyExistsException) {
      return "a file is in its place";
    }
    if (failure instanceof NotDirectoryException) {
      return "it is not a folder";
    }
    if (failure instanceof FileSystemLoopException) {
      return "its links lead in a circle";
    }
    if (failure instanceof CharacterCodingException) {
      return "it is not UTF-8 text";
    }
    String message =
        failure instanceof FileSystemException named ? named.getReason() : failure.getMessage();
    return Optional.ofNullable(message)
        .map(String::strip)
        .map(text -> text.endsWith(".") ? text.substring(0, text.length() - 1) : text)
        .orElseGet(() -> failure.getClass().getSimpleName());
  }
}
