package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Any folder of recordings without texts or labels, for pre-training: whatever audio files are in
 * it, at any depth. The speaker is the folder right in it, and unknown for a file at the top. It is
 * never recognised, only named: else a mistake in another layout would pass for it.
 */
final class UnlabelledLayout implements CorpusLayout {
  @Override
  public String name() {
    return "unlabelled";
  }

  @Override
  public String description() {
    return "audio files at any depth, best SPEAKER/any/file.flac; only if it is named";
  }

  @Override
  public boolean recognises(Path folder) {
    return true;
  }

  @Override
  public boolean mustBeNamed() {
    return true;
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    ListingBuilder listing = new ListingBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> recordings =
          files
              .filter(AudioNames::isRecording)
              .map(folder::relativize)
              .filter(UnlabelledLayout::isVisible)
              .filter(file -> !Files.isDirectory(folder.resolve(file)))
              .sorted()
              .toList();
      recordings.forEach(file -> listing.add(recording(folder, file)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return listing.build();
  }

  private static boolean isVisible(Path relative) {
    for (Path name : relative) {
      if (name.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }

  private static FoundRecording recording(Path folder, Path relative) {
    return new FoundRecording(
        relative.toString().replace('\\', '/'),
        folder.resolve(relative),
        relative.getNameCount() > 1 ? relative.getName(0).toString() : AudioNames.UNKNOWN_SPEAKER,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
