package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.failure.UserFailure;

/** The layouts that can be read. */
public final class CorpusLayouts {
  /** In place of a name: recognise the layout. */
  public static final String AUTO = "auto";

  private static final List<CorpusLayout> ALL = List.of(new LjSpeechLayout(), new RavdessLayout());

  private CorpusLayouts() {}

  /** The names that a pipeline file may give. */
  public static List<String> names() {
    return ALL.stream().map(CorpusLayout::name).toList();
  }

  /**
   * Finds the layout of a folder.
   *
   * @param name a layout's name, or {@link #AUTO}
   * @throws UserFailure when the folder cannot be read, the name is unknown, or no layout fits
   */
  public static CorpusLayout of(Path folder, String name) {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw new UserFailure(
          CorpusError.CORPUS_UNREADABLE,
          "The corpus folder " + folder + " is missing or cannot be read.",
          "Give the path of a folder that this user may read.");
    }
    Optional<CorpusLayout> layout =
        name.equals(AUTO)
            ? recognise(folder)
            : ALL.stream().filter(known -> known.name().equals(name)).findFirst();
    return layout.orElseThrow(() -> unknown(folder, name));
  }

  private static Optional<CorpusLayout> recognise(Path folder) {
    for (CorpusLayout layout : ALL) {
      try {
        if (layout.recognises(folder)) {
          return Optional.of(layout);
        }
      } catch (IOException e) {
        throw new UserFailure(
            CorpusError.CORPUS_UNREADABLE,
            "The corpus folder " + folder + " cannot be read (" + e.getMessage() + ").",
            "Give the path of a folder that this user may read.",
            e);
      }
    }
    return Optional.empty();
  }

  private static UserFailure unknown(Path folder, String name) {
    String known =
        ALL.stream()
            .map(layout -> layout.name() + " (" + layout.description() + ")")
            .collect(Collectors.joining("; "));
    return name.equals(AUTO)
        ? new UserFailure(
            CorpusError.CORPUS_LAYOUT_UNKNOWN,
            "The folder " + folder + " has none of the known layouts.",
            "Arrange it as one of: " + known + ".")
        : new UserFailure(
            CorpusError.CORPUS_LAYOUT_UNSUPPORTED,
            "There is no corpus layout " + name + ".",
            "Use one of: " + known + "; or auto.");
  }
}
