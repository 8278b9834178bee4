package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wavetrain.corpus.Split;

/**
 * A plain list: {@code manifest.jsonl} with an object in each line, or {@code manifest.csv} with a
 * heading and RFC 4180's quoting. {@code path} is relative to the folder and does not leave it;
 * {@code text}, {@code speaker}, {@code label} and {@code split} (train, validation or dev, test)
 * may be left out, but not the split alone of some. Other columns become attributes.
 */
final class ManifestLayout implements CorpusLayout {
  private static final String JSON_LINES = "manifest.jsonl";
  private static final String CSV = "manifest.csv";
  private static final String PATH = "path";
  private static final String TEXT = "text";
  private static final String SPEAKER = "speaker";
  private static final String LABEL = "label";
  private static final String SPLIT = "split";

  @Override
  public String name() {
    return "manifest";
  }

  @Override
  public String description() {
    return "manifest.jsonl or manifest.csv with path, text, speaker, label, split";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve(JSON_LINES))
        || Files.isRegularFile(folder.resolve(CSV));
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    Path lines = folder.resolve(JSON_LINES);
    Path table = folder.resolve(CSV);
    if (Files.isRegularFile(lines) && Files.isRegularFile(table)) {
      throw ListFile.invalid(lines, "has manifest.csv beside it", "Remove one of them.");
    }
    ListingBuilder listing = new ListingBuilder();
    List<Entry> entries = new ArrayList<>();
    RowVisitor visitor =
        new RowVisitor() {
          @Override
          public void row(int number, Map<String, String> values) {
            try {
              entries.add(entry(folder, number, values));
            } catch (IllegalArgumentException e) {
              problem(number, e.getMessage());
            }
          }

          @Override
          public void problem(int number, String what) {
            listing.problem("Line %d of the manifest %s.".formatted(number, what));
          }
        };
    if (Files.isRegularFile(lines)) {
      JsonLines.read(lines, visitor);
    } else {
      CsvTable.read(table, PATH, visitor);
    }
    add(entries, listing, visitor);
    return listing.build();
  }

  /** A line and what it tells. */
  private record Entry(int number, FoundRecording recording) {}

  /** Some recordings with a split and some without would leave those to be drawn into it. */
  private static void add(List<Entry> entries, ListingBuilder listing, RowVisitor visitor) {
    boolean divided = entries.stream().anyMatch(entry -> entry.recording().split().isPresent());
    for (Entry entry : entries) {
      if (divided && entry.recording().split().isEmpty()) {
        visitor.problem(entry.number(), "has no split, and others have");
      } else {
        listing.add(entry.recording());
      }
    }
  }

  /**
   * @throws IllegalArgumentException with what is wrong with the line
   */
  private static Entry entry(Path folder, int number, Map<String, String> values) {
    Map<String, String> attributes = new TreeMap<>(values);
    String path = attributes.remove(PATH);
    if (path == null) {
      throw new IllegalArgumentException("has no path");
    }
    Optional<String> text = Optional.ofNullable(attributes.remove(TEXT));
    Optional<String> speaker = Optional.ofNullable(attributes.remove(SPEAKER));
    Optional<String> label = Optional.ofNullable(attributes.remove(LABEL));
    Optional<Split> split =
        Optional.ofNullable(attributes.remove(SPLIT)).map(ManifestLayout::split);
    return new Entry(
        number,
        new FoundRecording(
            path,
            inside(folder, path),
            speaker.orElse(AudioNames.UNKNOWN_SPEAKER),
            text,
            Optional.empty(),
            label,
            split,
            attributes));
  }

  private static Path inside(Path folder, String path) {
    try {
      Path root = folder.toAbsolutePath().normalize();
      Path file = root.resolve(path).normalize();
      if (Path.of(path).isAbsolute() || !file.startsWith(root) || file.equals(root)) {
        throw new IllegalArgumentException("has a path that leaves the folder: " + path);
      }
      return spelled(folder, root.relativize(file));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("has a path that is none", e);
    }
  }

  /** The file as the file system spells it, if it is there. */
  private static Path spelled(Path folder, Path relative) {
    List<String> spellings = AudioNames.spellings(relative.toString());
    return spellings.stream()
        // Most have one: then nothing is looked up.
        .filter(spelling -> spellings.size() > 1 && Files.exists(folder.resolve(spelling)))
        .findFirst()
        .map(folder::resolve)
        .orElse(folder.resolve(relative));
  }

  private static Split split(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "train" -> Split.TRAIN;
      case "validation", "dev" -> Split.VALIDATION;
      case "test" -> Split.TEST;
      default ->
          throw new IllegalArgumentException(
              "has the split " + name + ", which is not train, validation, dev or test");
    };
  }
}
