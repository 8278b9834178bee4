package org.wavetrain.wav2vec2.format;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.wav2vec2.ModelError;

/** The files that a model folder must have. */
record ModelFiles(Path directory) {
  static final String CONFIGURATION = "config.json";

  /**
   * @throws UserFailure {@code MODEL_FOLDER_MISSING} when there is no such folder, {@code
   *     MODEL_INCOMPLETE} when models are deeper within it, as in Hugging Face's cache
   */
  static ModelFiles in(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new UserFailure(
          ModelError.MODEL_FOLDER_MISSING,
          (Files.exists(directory)
                  ? "%s is a file, and no model folder."
                  : "There is no folder %s.")
              .formatted(directory.toAbsolutePath().normalize()),
          "Give the path of the folder that holds the model. Models of Hugging Face's hub are not"
              + " fetched: download one first, for example with hf download NAME --local-dir"
              + " FOLDER.");
    }
    Path snapshots = directory.resolve("snapshots");
    if (!Files.exists(directory.resolve(CONFIGURATION)) && Files.isDirectory(snapshots)) {
      throw new UserFailure(
          ModelError.MODEL_INCOMPLETE,
          "The model folder %s is one of Hugging Face's cache, which has a folder below it for each revision of the model."
              .formatted(directory),
          "Give the path of a revision: " + revisions(snapshots) + ".");
    }
    return new ModelFiles(directory);
  }

  private static String revisions(Path snapshots) {
    try (Stream<Path> found = Files.list(snapshots)) {
      List<Path> revisions =
          found.filter(revision -> Files.exists(revision.resolve(CONFIGURATION))).sorted().toList();
      return revisions.isEmpty()
          ? snapshots.resolve("REVISION").toString()
          : revisions.stream().map(Path::toString).collect(Collectors.joining(" or "));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path configuration() {
    return required(CONFIGURATION);
  }

  /**
   * @throws UserFailure {@code MODEL_INCOMPLETE} when the folder does not have it
   */
  Path required(String name) {
    return required(name, "");
  }

  /**
   * @param instead what would do in its place and is not there either, as the end of a sentence
   * @throws UserFailure {@code MODEL_INCOMPLETE} when the folder does not have it
   */
  Path required(String name, String instead) {
    Path file = directory.resolve(name);
    if (!Files.exists(file)) {
      throw new UserFailure(
          ModelError.MODEL_INCOMPLETE,
          "The model folder " + directory + " has no " + name + instead + ".",
          "Take all files of the model as its publisher wrote them.");
    }
    return file;
  }
}
