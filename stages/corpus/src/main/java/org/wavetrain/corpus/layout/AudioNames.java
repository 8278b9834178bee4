package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wavetrain.audio.AudioExtensions;

/** Tells by their names which files of a folder are recordings, without opening them. */
final class AudioNames {
  /** Stands for all whom a corpus does not tell apart. */
  static final String UNKNOWN_SPEAKER = "unknown";

  private AudioNames() {}

  /** The recordings right in {@code folder}, sorted by stem, then by preference. */
  static List<Path> recordings(Path folder) throws IOException {
    return children(folder).stream()
        .filter(AudioNames::isRecording)
        .sorted(Comparator.comparing(AudioNames::stem).thenComparing(AudioNames::preference))
        .toList();
  }

  /** Whatever is right in {@code folder}, sorted; hidden files are left out. */
  static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> !name(child).startsWith(".")).sorted().toList();
    }
  }

  /** The folders right in {@code folder} whose names match, sorted. */
  static List<Path> folders(Path folder, Pattern name) throws IOException {
    return children(folder).stream()
        .filter(child -> name.matcher(name(child)).matches())
        .filter(Files::isDirectory)
        .toList();
  }

  /** Whether it names a file and does not lead out of a folder. */
  static boolean isPlainName(String name) {
    return !name.isBlank()
        && !name.equals("..")
        && !name.contains("/")
        && !name.contains("\\")
        && !name.contains("\0");
  }

  /** The name without its extension. */
  static String stem(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /**
   * How a name may be encoded in a file system, itself first: accents composed, as most write them,
   * or apart, as macOS does (Unicode's normalisation forms C and D).
   */
  static List<String> spellings(String name) {
    return Stream.of(
            name,
            Normalizer.normalize(name, Normalizer.Form.NFC),
            Normalizer.normalize(name, Normalizer.Form.NFD))
        .distinct()
        .toList();
  }

  /** Whether its extension is that of a recording. */
  static boolean isRecording(Path file) {
    return preference(file) >= 0;
  }

  /** Of two files that differ in this alone, the first. */
  private static int preference(Path file) {
    String name = name(file);
    return AudioExtensions.ALL.indexOf(
        name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT));
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
