package org.wavetrain.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/** Where the results of recordings go in a folder for them, in which other files stay. */
final class ResultFiles {
  private final Path folder;
  private final Map<SoundInput, Path> files = new HashMap<>();

  /**
   * @param ending of the names, without the dot
   * @throws UserFailure {@code OUTPUT_FOLDER_UNWRITABLE} when a file cannot be made there, {@code
   *     OUTPUT_FILE_UNWRITABLE} when a folder is in the place of one
   */
  ResultFiles(Path folder, List<SoundInput> inputs, String ending) {
    this.folder = folder;
    Map<Path, Integer> users = new HashMap<>();
    inputs.forEach(input -> users.merge(input.stem(), 1, Integer::sum));
    Map<Path, Integer> taken = new HashMap<>();
    for (SoundInput input : inputs) {
      boolean shared = users.get(input.stem()) > 1;
      Path stem = shared ? longer(input.stem(), input.ending()) : input.stem();
      int again = taken.merge(stem, 1, Integer::sum);
      files.put(
          input, folder.resolve(longer(stem, (again == 1 ? "" : "-" + again) + "." + ending)));
    }
    try {
      OutputTrial.write(folder);
    } catch (IOException failure) {
      throw unwritable(failure);
    }
    files.values().stream().filter(Files::exists).forEach(OutputTrial::file);
  }

  private static Path longer(Path path, String ending) {
    return path.resolveSibling(path.getFileName() + ending);
  }

  /** Writes the result of a recording and returns where it is. */
  Path write(SoundInput input, String text) {
    Path file = files.get(input);
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return file;
    } catch (IOException failure) {
      throw unwritable(failure);
    }
  }

  private UserFailure unwritable(IOException failure) {
    return new UserFailure(
        CommandError.OUTPUT_FOLDER_UNWRITABLE,
        "The output folder %s cannot be made or written to: %s."
            .formatted(folder, FileTrouble.reason(failure)),
        "Name a folder on a disk with free space that you may write to.",
        failure);
  }
}
