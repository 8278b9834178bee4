package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wavetrain.corpus.AttributeNames;
import org.wavetrain.corpus.Split;

/**
 * TIMIT (Garofolo et al., 1993, LDC93S1): {@code TRAIN/DR1/FCJF0/SX127.WAV}, NIST SPHERE or RIFF,
 * and {@code SX127.TXT} with first sample, last sample and text; names in upper or lower case.
 * Copies of it have {@code SX127.WAV.wav} besides. The two sentences SA1 and SA2, which everybody
 * says, are left out as usual: training and test would share them.
 */
final class TimitLayout implements CorpusLayout {
  private static final Pattern PART = Pattern.compile("(?i)TRAIN|TEST");
  private static final Pattern DIALECT = Pattern.compile("(?i)DR[1-8]");
  private static final Pattern SPEAKER = Pattern.compile("(?i)[FM][A-Z]{3}\\d");
  private static final Pattern SENTENCE = Pattern.compile("S[AIX]\\d{1,4}");
  private static final Pattern TEXT = Pattern.compile("\\s*\\d+\\s+\\d+\\s+(\\S.*?)\\s*");
  private static final String SAID_BY_ALL = "SA";

  /** Speakers of the core test set, from the corpus's own documentation, TESTSET.DOC. */
  private static final Set<String> CORE =
      Set.of(
          "MDAB0", "MWBT0", "FELC0", "MTAS1", "MWEW0", "FPAS0", "MJMP0", "MLNT0", "FPKT0", "MLLL0",
          "MTLS0", "FJLM0", "MBPM0", "MKLT0", "FNLP0", "MCMJ0", "MJDH0", "FMGD0", "MGRT0", "MNJM0",
          "FDHC0", "MJLN0", "MPAM0", "FMLD0");

  @Override
  public String name() {
    return "timit";
  }

  @Override
  public String description() {
    return "TRAIN|TEST/DR1/FCJF0/SX127.WAV with SX127.TXT beside it";
  }

  @Override
  public boolean recognises(Path folder) throws IOException {
    for (Path part : AudioNames.folders(folder, PART)) {
      if (!AudioNames.folders(part, DIALECT).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    ListingBuilder listing = new ListingBuilder();
    for (Path part : AudioNames.folders(folder, PART)) {
      for (Path dialect : AudioNames.folders(part, DIALECT)) {
        for (Path speaker : AudioNames.folders(dialect, SPEAKER)) {
          list(folder, speaker, listing);
        }
      }
    }
    return listing.build();
  }

  private static void list(Path folder, Path speakerFolder, ListingBuilder listing)
      throws IOException {
    String dialect = upperCase(speakerFolder.getParent());
    String speaker = upperCase(speakerFolder);
    boolean training = upperCase(speakerFolder.getParent().getParent()).equals("TRAIN");
    Map<String, String> attributes = attributes(speaker, dialect, training);
    Map<String, Path> texts = new HashMap<>();
    Map<String, Path> recordings = new TreeMap<>();
    for (Path file : AudioNames.children(speakerFolder)) {
      String name = upperCase(file);
      if (name.endsWith(".TXT")) {
        texts.put(sentence(file), file);
      }
    }
    for (Path file : AudioNames.recordings(speakerFolder)) {
      recordings.putIfAbsent(sentence(file), file);
    }
    for (Map.Entry<String, Path> recording : recordings.entrySet()) {
      String sentence = recording.getKey();
      Path file = recording.getValue();
      if (!SENTENCE.matcher(sentence).matches()) {
        listing.problem(folder.relativize(file) + " is no sentence SAn, SIn or SXn.");
      } else if (sentence.startsWith(SAID_BY_ALL)) {
        listing.leaveOut("sentence that all speakers say");
      } else {
        Optional<String> text = text(folder, file, texts.get(sentence), listing);
        text.ifPresent(
            said ->
                listing.add(
                    new FoundRecording(
                        speaker + "-" + sentence,
                        file,
                        speaker,
                        Optional.of(said),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(training ? Split.TRAIN : Split.TEST),
                        attributes)));
      }
    }
  }

  private static Optional<String> text(
      Path folder, Path recording, Path file, ListingBuilder listing) throws IOException {
    if (file == null) {
      listing.problem(folder.relativize(recording) + " has no .TXT beside it.");
      return Optional.empty();
    }
    try {
      Matcher text = TEXT.matcher(Files.readString(file, StandardCharsets.UTF_8));
      if (text.matches()) {
        return Optional.of(text.group(1));
      }
      listing.problem(folder.relativize(file) + " is not two numbers and a text.");
    } catch (CharacterCodingException e) {
      listing.problem(folder.relativize(file) + " is not UTF-8.");
    }
    return Optional.empty();
  }

  private static Map<String, String> attributes(String speaker, String dialect, boolean training) {
    String test = CORE.contains(speaker) ? "core-test" : "test";
    return Map.of(
        AttributeNames.SEX,
        speaker.startsWith("F") ? "female" : "male",
        AttributeNames.SUBSET,
        training ? "train" : test,
        "dialect",
        dialect);
  }

  /** {@code SX127} of {@code sx127.wav} and {@code SX127.WAV.wav}. */
  private static String sentence(Path file) {
    String name = upperCase(file);
    return name.substring(0, name.indexOf('.'));
  }

  private static String upperCase(Path path) {
    return path.getFileName().toString().toUpperCase(Locale.ROOT);
  }
}
