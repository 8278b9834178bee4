package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wavetrain.corpus.AttributeNames;
import org.wavetrain.corpus.Split;

/**
 * LibriSpeech (Panayotov et al., 2015, https://www.openslr.org/12): {@code
 * train-clean-100/19/198/19-198-0000.flac}, with lines {@code 19-198-0000 TEXT} in the chapter's
 * {@code 19-198.trans.txt}, and {@code SPEAKERS.TXT} at the top. A chapter without that file is
 * taken as speech without texts.
 */
final class LibriSpeechLayout implements CorpusLayout {
  private static final Pattern SUBSET = Pattern.compile("(train|dev|test)-[a-z0-9-]+");
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern COLUMNS = Pattern.compile("\\|");
  private static final String SPEAKERS = "SPEAKERS.TXT";
  private static final String COMMENT = ";";

  @Override
  public String name() {
    return "librispeech";
  }

  @Override
  public String description() {
    return "train-clean-100/19/198/19-198-0000.flac with 19-198.trans.txt beside it";
  }

  @Override
  public boolean recognises(Path folder) throws IOException {
    for (Path subset : AudioNames.folders(folder, SUBSET)) {
      if (!AudioNames.folders(subset, NUMBER).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    ListingBuilder listing = new ListingBuilder();
    Map<String, String> sexes = sexes(folder.resolve(SPEAKERS), listing);
    for (Path subset : AudioNames.folders(folder, SUBSET)) {
      for (Path speaker : AudioNames.folders(subset, NUMBER)) {
        String name = speaker.getFileName().toString();
        Map<String, String> attributes =
            attributes(subset.getFileName().toString(), Optional.ofNullable(sexes.get(name)));
        for (Path chapter : AudioNames.folders(speaker, NUMBER)) {
          list(new Chapter(folder, chapter, name, split(subset), attributes), listing);
        }
      }
    }
    return listing.build();
  }

  /** What its recordings have in common. */
  private record Chapter(
      Path corpus, Path folder, String speaker, Split split, Map<String, String> attributes) {

    FoundRecording recording(String id, Path file, Optional<String> text) {
      return new FoundRecording(
          id,
          file,
          speaker,
          text,
          Optional.empty(),
          Optional.empty(),
          Optional.of(split),
          attributes);
    }
  }

  private static void list(Chapter chapter, ListingBuilder listing) throws IOException {
    Map<String, Path> files = new HashMap<>();
    for (Path file : AudioNames.recordings(chapter.folder())) {
      files.putIfAbsent(AudioNames.stem(file), file);
    }
    Path texts =
        chapter
            .folder()
            .resolve(
                "%s-%s.trans.txt".formatted(chapter.speaker(), chapter.folder().getFileName()));
    if (Files.isRegularFile(texts)) {
      listTranscribed(chapter, texts, files, listing);
    } else {
      files.keySet().stream()
          .sorted()
          .forEach(id -> listing.add(chapter.recording(id, files.get(id), Optional.empty())));
    }
  }

  private static void listTranscribed(
      Chapter chapter, Path texts, Map<String, Path> files, ListingBuilder listing)
      throws IOException {
    Path name = chapter.corpus().relativize(texts);
    ListFile.forEachLine(
        texts,
        (number, line) -> {
          String stripped = line.strip();
          int space = stripped.indexOf(' ');
          if (space < 0 || stripped.indexOf('/') >= 0 && stripped.indexOf('/') < space) {
            listing.problem("Line %d of %s is no id and text: %s".formatted(number, name, line));
            return;
          }
          String id = stripped.substring(0, space);
          Path file = files.remove(id);
          listing.add(
              chapter.recording(
                  id,
                  file == null ? chapter.folder().resolve(id + ".flac") : file,
                  Optional.of(stripped.substring(space + 1).strip())));
        });
    files.values().stream()
        .sorted()
        .forEach(
            file ->
                listing.problem(
                    "%s is not in %s.".formatted(chapter.corpus().relativize(file), name)));
  }

  private static Split split(Path subset) {
    Matcher matcher = SUBSET.matcher(subset.getFileName().toString());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a subset of LibriSpeech: " + subset);
    }
    return switch (matcher.group(1)) {
      case "train" -> Split.TRAIN;
      case "dev" -> Split.VALIDATION;
      default -> Split.TEST;
    };
  }

  private static Map<String, String> attributes(String subset, Optional<String> sex) {
    return sex.map(known -> Map.of(AttributeNames.SUBSET, subset, AttributeNames.SEX, known))
        .orElse(Map.of(AttributeNames.SUBSET, subset));
  }

  /** By speaker; nothing when there is no such list, which is in an archive of its own. */
  private static Map<String, String> sexes(Path file, ListingBuilder listing) throws IOException {
    Map<String, String> sexes = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      return sexes;
    }
    ListFile.forEachLine(
        file,
        (number, line) -> {
          String[] fields = COLUMNS.split(line);
          if (line.startsWith(COMMENT)) {
            return;
          }
          String sex = fields.length < 2 ? "" : fields[1].strip().toUpperCase(Locale.ROOT);
          if (sex.equals("F") || sex.equals("M")) {
            sexes.put(fields[0].strip(), sex.equals("F") ? "female" : "male");
          } else {
            listing.problem(
                "Line %d of %s gives no sex F or M: %s".formatted(number, SPEAKERS, line));
          }
        });
    return sexes;
  }
}
