package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wavetrain.corpus.CorpusError;
import org.wavetrain.failure.UserFailure;

/**
 * LJSpeech (https://keithito.com/LJ-Speech-Dataset): {@code metadata.csv}, UTF-8, with lines {@code
 * id|text} or {@code id|text|normalised text} without quoting, and {@code wavs/<id>.wav} or another
 * audio file of that stem. The speaker is the part of the id before the dash: in LJSpeech itself
 * that is the book. Recordings whose ids have no dash count as one speaker's, since nothing tells
 * whether they are of several.
 */
final class LjSpeechLayout implements CorpusLayout {
  private static final String METADATA = "metadata.csv";
  private static final String RECORDINGS = "wavs";
  private static final String UNKNOWN_SPEAKER = "unknown";

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
    List<FoundRecording> recordings = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, Path> files = filesByStem(folder.resolve(RECORDINGS));
    int number = 0;
    for (String line : lines(folder.resolve(METADATA))) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      String[] fields = line.split("\\|", -1);
      if (fields.length < 2 || fields.length > 3 || !isPlainName(fields[0])) {
        problems.add("Line %d of %s is not id|text: %s".formatted(number, METADATA, line));
        continue;
      }
      boolean normalised = fields.length == 3 && !fields[2].isBlank();
      recordings.add(
          new FoundRecording(
              fields[0],
              files.getOrDefault(fields[0], folder.resolve(RECORDINGS).resolve(fields[0] + ".wav")),
              speaker(fields[0]),
              Optional.of(normalised ? fields[2] : fields[1]),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Map.of()));
    }
    return new LayoutListing(recordings, problems, Map.of());
  }

  private static Map<String, Path> filesByStem(Path folder) throws IOException {
    Map<String, Path> files = new HashMap<>();
    for (Path file : AudioNames.recordings(folder)) {
      files.putIfAbsent(AudioNames.stem(file), file);
    }
    return files;
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
    } catch (CharacterCodingException e) {
      throw new UserFailure(
          CorpusError.CORPUS_UNREADABLE,
          "The file " + file + " is not UTF-8.",
          "Convert it, for example with `iconv -f LATIN1 -t UTF-8 metadata.csv`, where LATIN1"
              + " stands for the encoding that it has.",
          e);
    }
  }

  /** An id must not lead out of the folder. */
  private static boolean isPlainName(String id) {
    return !id.isBlank() && !id.contains("/") && !id.contains("\\") && !id.contains("\0");
  }

  private static String speaker(String id) {
    int dash = id.indexOf('-');
    return dash > 0 ? id.substring(0, dash) : UNKNOWN_SPEAKER;
  }
}
