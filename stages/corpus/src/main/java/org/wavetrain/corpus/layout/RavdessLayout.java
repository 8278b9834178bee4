package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wavetrain.corpus.AttributeNames;

/**
 * RAVDESS (Livingstone and Russo, 2018, doi:10.1371/journal.pone.0196391): {@code
 * Actor_NN/MM-VV-EE-II-SS-RR-AA.wav} or another audio file, seven two-digit codes for modality,
 * vocal channel, emotion, intensity, statement, repetition and actor. Speech is used, song is left
 * out: they are different tasks. The texts are two statements that everybody says, so they are not
 * given as transcripts; their codes tell equal sentences.
 */
final class RavdessLayout implements CorpusLayout {
  private static final Pattern FOLDER = Pattern.compile("Actor_\\d\\d");
  private static final Pattern FILE =
      Pattern.compile("(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)-(\\d\\d)");
  private static final String SPEECH = "01";
  private static final String STRONG = "02";
  private static final String VIDEO_WITHOUT_SOUND = "02";

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
    ListingBuilder listing = new ListingBuilder();
    for (Path actor : actorFolders(folder)) {
      String speaker = actor.getFileName().toString();
      for (Path file : AudioNames.recordings(actor)) {
        Matcher codes = FILE.matcher(AudioNames.stem(file));
        if (!codes.matches() || !EMOTIONS.containsKey(codes.group(3))) {
          listing.problem("%s has no name of seven codes.".formatted(folder.relativize(file)));
        } else if (!speaker.endsWith("_" + codes.group(7))) {
          listing.problem(
              "%s is by actor %s, as its name says, in the folder of another."
                  .formatted(folder.relativize(file), codes.group(7)));
        } else if (codes.group(1).equals(VIDEO_WITHOUT_SOUND)) {
          listing.leaveOut("video without sound");
        } else if (!codes.group(2).equals(SPEECH)) {
          listing.leaveOut("song");
        } else {
          listing.add(
              new FoundRecording(
                  AudioNames.stem(file),
                  file,
                  speaker,
                  Optional.empty(),
                  Optional.of("ravdess statement " + codes.group(5)),
                  Optional.of(EMOTIONS.get(codes.group(3))),
                  Optional.empty(),
                  attributes(codes)));
        }
      }
    }
    return listing.build();
  }

  /** Odd actors are male; the fourth code is the intensity. */
  private static Map<String, String> attributes(Matcher codes) {
    boolean odd = Integer.parseInt(codes.group(7)) % 2 == 1;
    return Map.of(
        AttributeNames.SEX,
        odd ? "male" : "female",
        "intensity",
        codes.group(4).equals(STRONG) ? "strong" : "normal");
  }

  private static List<Path> actorFolders(Path folder) throws IOException {
    return AudioNames.folders(folder, FOLDER);
  }
}
