package org.wavetrain.corpus.layout;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wavetrain.corpus.AttributeNames;

/**
 * TORGO (Rudzicz, Namasivayam and Wolff, 2012, doi:10.1007/s10579-011-9145-0): {@code
 * F01/Session1/wav_headMic/0001.wav}, the same said into the other microphone in {@code
 * wav_arrayMic}, and what was to be said in {@code prompts/0001.txt}. The folders F, FC, M and MC
 * of its archives may be around the speakers.
 *
 * <p>Prompts that name a picture to be described, that instruct the speaker in brackets, or that
 * are {@code xxx} tell nothing of what was said; as usual, their recordings are left out.
 */
final class TorgoLayout implements CorpusLayout {
  private static final Pattern SPEAKER = Pattern.compile("([FM])(C?)\\d\\d");
  private static final Pattern GROUP = Pattern.compile("[FM]C?");
  private static final Pattern SESSION = Pattern.compile("Session\\w+");
  private static final Pattern MICROPHONE = Pattern.compile("wav_(head|array)Mic");
  private static final String CONTROL = "control";

  /**
   * Severity of each speaker's dysarthria by the Frenchay Dysarthria Assessment, in the words of
   * Joy and Umesh (2018), Improving Acoustic Models in TORGO Dysarthric Speech Database,
   * doi:10.1109/TNSRE.2018.2802914.
   */
  private static final Map<String, String> SEVERITIES =
      Map.of(
          "F01", "severe",
          "M01", "severe",
          "M02", "severe",
          "M04", "severe",
          "M05", "moderate-severe",
          "F03", "moderate",
          "F04", "mild",
          "M03", "mild");

  @Override
  public String name() {
    return "torgo";
  }

  @Override
  public String description() {
    return "F01/Session1/wav_headMic/0001.wav with F01/Session1/prompts/0001.txt";
  }

  @Override
  public boolean recognises(Path folder) throws IOException {
    for (Path speaker : speakerFolders(folder)) {
      if (!folders(speaker, SESSION).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public LayoutListing list(Path folder) throws IOException {
    ListingBuilder listing = new ListingBuilder();
    for (Path speaker : speakerFolders(folder)) {
      for (Path session : folders(speaker, SESSION)) {
        list(folder, speaker.getFileName().toString(), session, listing);
      }
    }
    return listing.build();
  }

  private static void list(Path folder, String speaker, Path session, ListingBuilder listing)
      throws IOException {
    Map<String, Path> prompts = prompts(session.resolve("prompts"));
    Map<Path, String> read = new HashMap<>();
    for (Path microphone : folders(session, MICROPHONE)) {
      String microphoneName = microphone.getFileName().toString().substring("wav_".length());
      Map<String, String> attributes = attributes(speaker, microphoneName);
      for (Path file : AudioNames.recordings(microphone)) {
        Path prompt = prompts.get(AudioNames.stem(file));
        if (prompt == null) {
          listing.leaveOut("no prompt");
          continue;
        }
        if (!read.containsKey(prompt)) {
          try {
            read.put(prompt, Files.readString(prompt, StandardCharsets.UTF_8).strip());
          } catch (CharacterCodingException e) {
            listing.problem(folder.relativize(prompt) + " is not UTF-8.");
            continue;
          }
        }
        String text = read.get(prompt);
        Optional<String> reason = reasonToLeaveOut(text);
        if (reason.isPresent()) {
          listing.leaveOut(reason.get());
          continue;
        }
        listing.add(
            new FoundRecording(
                String.join(
                    "-",
                    speaker,
                    session.getFileName().toString(),
                    microphoneName,
                    AudioNames.stem(file)),
                file,
                speaker,
                Optional.of(text),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                attributes));
      }
    }
  }

  private static Map<String, Path> prompts(Path folder) throws IOException {
    Map<String, Path> prompts = new HashMap<>();
    if (Files.isDirectory(folder)) {
      for (Path file : AudioNames.children(folder)) {
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".txt")) {
          prompts.put(AudioNames.stem(file), file);
        }
      }
    }
    return prompts;
  }

  private static Optional<String> reasonToLeaveOut(String prompt) {
    String small = prompt.toLowerCase(Locale.ROOT);
    if (small.isEmpty() || small.equals("xxx")) {
      return Optional.of("prompt without a text");
    }
    if (small.contains("[") || small.contains("]")) {
      return Optional.of("prompt is an instruction");
    }
    return small.endsWith(".jpg") || small.contains("/")
        ? Optional.of("prompt is a picture")
        : Optional.empty();
  }

  private static Map<String, String> attributes(String speaker, String microphone) {
    Matcher parts = SPEAKER.matcher(speaker);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not a speaker of TORGO: " + speaker);
    }
    Map<String, String> attributes = new TreeMap<>();
    attributes.put(AttributeNames.SEX, parts.group(1).equals("F") ? "female" : "male");
    attributes.put("microphone", microphone);
    String severity = parts.group(2).isEmpty() ? SEVERITIES.get(speaker) : CONTROL;
    if (severity != null) {
      attributes.put(AttributeNames.SEVERITY, severity);
    }
    return Map.copyOf(attributes);
  }

  private static List<Path> speakerFolders(Path folder) throws IOException {
    Stream<Path> speakers = folders(folder, SPEAKER).stream();
    for (Path group : folders(folder, GROUP)) {
      speakers = Stream.concat(speakers, folders(group, SPEAKER).stream());
    }
    return speakers.toList();
  }

  private static List<Path> folders(Path folder, Pattern name) throws IOException {
    return AudioNames.folders(folder, name);
  }
}
