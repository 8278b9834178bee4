package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.failure.FileTrouble;
import org.wavetrain.failure.UserFailure;

/** The layouts that can be read. */
public final class CorpusLayouts {
  /** In place of a name: recognise the layout. */
  public static final String AUTO = "auto";

  private static final List<CorpusLayout> ALL =
      List.of(
          new ManifestLayout(),
          new LjSpeechLayout(),
          new RavdessLayout(),
          new TorgoLayout(),
          new TimitLayout(),
          new LibriSpeechLayout(),
          new CommonVoiceLayout(),
          new UnlabelledLayout());

  private CorpusLayouts() {}

  /** The names that a pipeline file may give. */
  public static List<String> names() {
    return ALL.stream().map(CorpusLayout::name).toList();
  }

  /**
   * Finds the layout of a folder.
   *
   * @param name a layout's name, or {@link #AUTO}
   * @throws UserFailure when the folder cannot be read, the name is unknown, or the folder does not
   *     have the layout
   */
  public static CorpusLayout of(Path folder, String name) {
    if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
      throw new UserFailure(
          CorpusError.CORPUS_UNREADABLE,
          "The corpus folder " + folder + " is missing or cannot be read.",
          "Give the path of a folder that this user may read.");
    }
    List<CorpusLayout> meant =
        ALL.stream()
            .filter(known -> name.equals(AUTO) ? !known.mustBeNamed() : known.name().equals(name))
            .toList();
    if (meant.isEmpty()) {
      throw new UserFailure(
          CorpusError.CORPUS_LAYOUT_UNSUPPORTED,
          "There is no corpus layout " + name + ".",
          "Use one of: " + descriptions(ALL) + "; or auto.");
    }
    requireContent(folder);
    for (CorpusLayout layout : meant) {
      try {
        if (layout.recognises(folder)) {
          return layout;
        }
      } catch (IOException e) {
        throw unreadable(folder, e);
      }
    }
    throw new UserFailure(
        CorpusError.CORPUS_LAYOUT_UNKNOWN,
        name.equals(AUTO)
            ? "The folder " + folder + " has none of the known layouts."
            : "The folder " + folder + " does not have the layout " + name + ".",
        name.equals(AUTO)
            ? "Arrange it as one of these, or name the layout where it is to be named: "
                + descriptions(ALL)
                + "."
            : "Arrange it as " + descriptions(meant) + ".");
  }

  private static void requireContent(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isEmpty()) {
        throw new UserFailure(
            CorpusError.CORPUS_EMPTY,
            "The folder " + folder + " is empty.",
            "Put recordings into it, or give the path of another folder.");
      }
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /**
   * Lists the recordings of a folder.
   *
   * @throws UserFailure when the folder cannot be read or has no recording
   */
  public static LayoutListing list(Path folder, CorpusLayout layout) {
    LayoutListing listing;
    try {
      listing = layout.list(folder);
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
    if (listing.recordings().isEmpty()) {
      throw new UserFailure(
          CorpusError.CORPUS_EMPTY,
          "The folder %s has the layout %s but no recording%s."
              .formatted(folder, layout.name(), explanation(listing)),
          (listing.problems().isEmpty() ? "Put recordings into the folder: " : "Correct them: ")
              + layout.description()
              + ".");
    }
    return listing;
  }

  private static String explanation(LayoutListing listing) {
    if (!listing.problems().isEmpty()) {
      return "; %d names or lines are not as it wants them, the first: %s"
          .formatted(listing.problems().size(), withoutStop(listing.problems().get(0)));
    }
    return listing.leftOut().isEmpty() ? "" : " to use; left out are " + listing.leftOut();
  }

  private static String withoutStop(String sentence) {
    return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
  }

  private static UserFailure unreadable(Path folder, IOException cause) {
    return new UserFailure(
        CorpusError.CORPUS_UNREADABLE,
        "The corpus folder " + folder + " cannot be read: " + FileTrouble.named(cause) + ".",
        "Give the path of a folder that this user may read.",
        cause);
  }

  private static String descriptions(List<CorpusLayout> layouts) {
    return layouts.stream()
        .map(layout -> layout.name() + " (" + layout.description() + ")")
        .collect(Collectors.joining("; or "));
  }
}
