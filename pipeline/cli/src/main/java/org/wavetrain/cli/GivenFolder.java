package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.recognition.RecognitionError;
import org.wavetrain.tracking.Patience;
import org.wavetrain.wav2vec2.ModelError;

/**
 * A folder that a person takes for that of an exported model.
 *
 * @param path absolute
 */
record GivenFolder(Path path) {
  private static final Logger LOG = LoggerFactory.getLogger(GivenFolder.class);

  private static final String CONFIGURATION = "config.json";

  private static final String REMEDY =
      "Name the folder of an exported model, or a registered one as NAME@champion: `wavetrain"
          + " models` lists them.";

  /**
   * The model in it.
   *
   * @param home whose registry may have a model of that name, which was meant then
   * @throws UserFailure {@code MODEL_FOLDER_MISSING}, {@code MODEL_UNREADABLE}, {@code
   *     EXPORT_FOLDER_INVALID}
   */
  FoundModel model(Path home) throws IOException {
    if (!Files.isDirectory(path)) {
      throw new UserFailure(
          ModelError.MODEL_FOLDER_MISSING,
          (Files.exists(path) ? "%s is a file, and no model folder." : "There is no folder %s.")
              .formatted(path),
          reference(home).map("Did you mean %s?"::formatted).orElse(REMEDY));
    }
    requireReadable();
    if (!Files.isRegularFile(path.resolve(CONFIGURATION))) {
      throw new UserFailure(
          RecognitionError.EXPORT_FOLDER_INVALID,
          "The folder %s holds no exported model: it has no %s.".formatted(path, CONFIGURATION),
          reference(home).map("Did you mean %s?"::formatted).orElse(REMEDY));
    }
    return new FoundModel(path, Optional.empty(), Optional.empty());
  }

  /** What cannot be looked into seems to lack everything. */
  private void requireReadable() {
    if (!Files.isReadable(path) || !Files.isExecutable(path)) {
      throw new UserFailure(
          ModelError.MODEL_UNREADABLE,
          "The model folder %s cannot be read: permission is denied.".formatted(path),
          "Make it and its files readable, or name another folder.");
    }
  }

  /** What a registered model of that name is called. */
  private Optional<String> reference(Path home) throws IOException {
    String name = String.valueOf(path.getFileName());
    try (HomeToRead read = HomeToRead.of(home);
        Services services = Services.open(read.path(), Patience.OF_PAGES)) {
      return new RegisteredModels(services).reference(name);
    } catch (UserFailure unreachable) {
      LOG.info("The registry does not tell whether there is a model {}", name, unreachable);
      return Optional.empty();
    }
  }
}
