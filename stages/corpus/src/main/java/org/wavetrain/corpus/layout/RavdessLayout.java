package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * RAVDESS (Livingstone and Russo, 2018, doi:10.1371/journal.pone.0196391): {@code
 * Actor_NN/MM-VV-EE-II-SS-RR-AA.wav}, seven two-digit codes for modality, vocal channel, emotion,
 * intensity, statement, repetition and actor. Speech is used, song is left out: they are different
 * tasks. The texts are two statements that everybody says, so they are not given as transcripts.
 */
final class RavdessLayout implements CorpusLayout {
  private static final Pattern FOLDER = Pattern.compile("Actor_\\d\\d");
  private static final Pattern FILE =
      Pattern.compile("(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)\\.wav");
  private static final String SPEECH = "01";

  /** The third code, in the words of the corpus's description. */
  private static final Map<String, String> EMOTIONS =
      Map.of(
          "01", "neutral",
          "02", "calm",
          "03", "happy",
          "04", "sad",
          "05", "angry",
          "06", "fearful",
          "07", "disgust",
          "08", "surprised");

  @Override
  public String name() {
    return "ravdess";
  }

  @Override
  public String description() {
    return "Actor_NN folders with files such as 03-01-05-01-01-01-12.wav";
  }

  @Override
  public boolean recognises(Path folder) throws IOException {
    return !actorFolders(folder).isEmpty();
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    List<FoundRecording> recordings = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, Integer> leftOut = new TreeMap<>();
    for (Path actor : actorFolders(folder)) {
      for (Path file : children(actor)) {
        String name = file.getFileName().toString();
        Matcher codes = FILE.matcher(name);
        if (!codes.matches() || !EMOTIONS.containsKey(codes.group(3))) {
          problems.add("%s has no name of seven codes.".formatted(folder.relativize(file)));
        } else if (!codes.group(2).equals(SPEECH)) {
          leftOut.merge("song", 1, Integer::sum);
        } else {
          recordings.add(
              new FoundRecording(
                  name.substring(0, name.length() - ".wav".length()),
                  file,
                  actor.getFileName().toString(),
                  Optional.empty(),
                  Optional.of(EMOTIONS.get(codes.group(3)))));
        }
      }
    }
    return new LayoutListing(recordings, problems, leftOut);
  }

  private static List<Path> actorFolders(Path folder) throws IOException {
    return children(folder).stream()
        .filter(child -> FOLDER.matcher(child.getFileName().toString()).matches())
        .filter(Files::isDirectory)
        .toList();
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    }
  }
}
