package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * LJSpeech (https://keithito.com/LJ-Speech-Dataset): {@code metadata.csv}, UTF-8, with lines {@code
 * id|text} or {@code id|text|normalised text} without quoting, and {@code wavs/<id>.wav} or another
 * audio file of that stem. The speaker is the part of the id before the dash. In LJSpeech itself,
 * where all ids are like {@code LJ001-0001}, that is the book: one woman reads all of them. A first
 * line such as {@code id|text}, of which there is no recording, is a heading. Recordings whose ids
 * have no dash count as one speaker's, since nothing tells whether they are of several.
 */
final class LjSpeechLayout implements CorpusLayout {
  private static final String METADATA = "metadata.csv";
  private static final String RECORDINGS = "wavs";
  private static final Set<String> HEADINGS =
      Set.of("id", "file", "filename", "file_name", "name", "path", "audio", "wav");
  private static final Pattern PUBLISHED_ID = Pattern.compile("LJ\\d{3}-\\d{4}");

  @Override
  public String name() {
    return "ljspeech";
  }

  @Override
  public String description() {
    return "metadata.csv with id|text lines, and wavs/ID.wav or .flac, .mp3 and so on";
  }

  @Override
  public boolean recognises(Path folder) {
    return Files.isRegularFile(folder.resolve(METADATA))
        && Files.isDirectory(folder.resolve(RECORDINGS));
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    ListingBuilder listing = new ListingBuilder();
    List<String> ids = new ArrayList<>();
    Map<String, Path> files = filesByStem(folder.resolve(RECORDINGS));
    ListFile.forEachLine(
        folder.resolve(METADATA),
        (number, line) -> {
          String[] fields = line.split("\\|", -1);
          if (number == 1 && isHeading(fields[0], files)) {
            return;
          }
          if (fields.length < 2 || fields.length > 3 || !AudioNames.isPlainName(fields[0])) {
            listing.problem("Line %d of %s is not id|text: %s".formatted(number, METADATA, line));
          } else {
            listing.add(recording(folder, fields, files));
            ids.add(fields[0]);
          }
        });
    if (ids.stream().allMatch(id -> PUBLISHED_ID.matcher(id).matches())) {
      listing.speakersAreBooks();
    }
    return listing.build();
  }

  private static FoundRecording recording(Path folder, String[] fields, Map<String, Path> files) {
    String id = fields[0];
    boolean normalised = fields.length == 3 && !fields[2].isBlank();
    return new FoundRecording(
        id,
        file(id, files).orElse(folder.resolve(RECORDINGS).resolve(id + ".wav")),
        speaker(id),
        Optional.of(normalised ? fields[2] : fields[1]),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }

  private static Optional<Path> file(String id, Map<String, Path> files) {
    return AudioNames.spellings(id).stream()
        .flatMap(spelling -> Stream.ofNullable(files.get(spelling)))
        .findFirst();
  }

  /** LJSpeech has no heading, but a list from a spreadsheet may. */
  private static boolean isHeading(String id, Map<String, Path> files) {
    return HEADINGS.contains(id.strip().toLowerCase(Locale.ROOT)) && file(id, files).isEmpty();
  }

  private static Map<String, Path> filesByStem(Path folder) throws IOException {
    Map<String, Path> files = new HashMap<>();
    for (Path file : AudioNames.recordings(folder)) {
      files.putIfAbsent(AudioNames.stem(file), file);
    }
    return files;
  }

  private static String speaker(String id) {
    int dash = id.indexOf('-');
    return dash > 0 ? id.substring(0, dash) : AudioNames.UNKNOWN_SPEAKER;
  }
}
