package org.wavetrain.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.wavetrain.audio.AudioExtensions;
import org.wavetrain.failure.UserFailure;

/**
 * The recordings that a command line names; what comes by standard input lies in a file for now.
 */
final class SoundInputs implements AutoCloseable {
  private static final String STANDARD_INPUT = "-";

  private final List<SoundInput> inputs = new ArrayList<>();
  private final List<Path> temporary = new ArrayList<>();

  private SoundInputs() {}

  /**
   * @param names files, folders that are walked for recordings, and {@code -}
   * @param input standard input
   * @throws UserFailure {@code COMMAND_LINE_INVALID} when a folder has no recordings
   */
  static SoundInputs of(List<String> names, InputStream input) throws IOException {
    if (names.stream().filter(STANDARD_INPUT::equals).count() > 1) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "Standard input, -, is named more than once.",
          "Name it once.");
    }
    SoundInputs inputs = new SoundInputs();
    try {
      for (String name : names) {
        inputs.add(name, input);
      }
      return inputs;
    } catch (IOException | RuntimeException failure) {
      inputs.close();
      throw failure;
    }
  }

  private void add(String name, InputStream input) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      Path file = Files.createTempFile("wavetrain-input", ".audio");
      temporary.add(file);
      Files.copy(input, file, StandardCopyOption.REPLACE_EXISTING);
      inputs.add(new SoundInput(name, file, Path.of("standard-input")));
      return;
    }
    Path path = Path.of(name);
    if (!Files.isDirectory(path)) {
      inputs.add(new SoundInput(name, path, stem(path.getFileName())));
      return;
    }
    List<Path> found = recordings(path);
    if (found.isEmpty()) {
      throw new UserFailure(
          CommandError.COMMAND_LINE_INVALID,
          "The folder " + name + " has no recordings.",
          "Recordings are told by their names, which end with ."
              + String.join(", .", AudioExtensions.ALL)
              + "; others can be named one by one.");
    }
    for (Path file : found) {
      inputs.add(new SoundInput(file.toString(), file, stem(path.relativize(file))));
    }
  }

  private static List<Path> recordings(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(SoundInputs::isRecording).sorted().toList();
    }
  }

  private static boolean isRecording(Path file) {
    String name = file.getFileName().toString();
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".")
        && AudioExtensions.ALL.contains(ending)
        && Files.isRegularFile(file);
  }

  private static Path stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return file.resolveSibling(dot <= 0 ? name : name.substring(0, dot));
  }

  /** In the order of the command line; those of a folder by name. */
  List<SoundInput> all() {
    return List.copyOf(inputs);
  }

  @Override
  public void close() throws IOException {
    for (Path file : temporary) {
      Files.deleteIfExists(file);
    }
  }
}
