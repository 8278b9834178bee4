package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * Speech in the layout of TORGO: {@code F01/Session1/wav_headMic/0001.wav} and {@code
 * F01/Session1/prompts/0001.txt}, with TORGO's own names of speakers. Half of what a speaker says
 * is said by all, as there; the speech of those who are no controls is slower the more severe their
 * disorder is. Each speaker's second session is in both microphones, and has one prompt each of the
 * kinds that tell nothing of what is said.
 *
 * @param speakers how many, at most 15
 * @param prompts of each speaker, in two sessions
 * @param seed from which prompts and voices are drawn
 */
record TorgoCorpus(int speakers, int prompts, long seed) implements StandInCorpus {
  /** An order in which few of them are of every kind. */
  private static final List<String> SPEAKERS =
      List.of(
          "F01", "MC01", "M03", "FC01", "F03", "MC02", "M05", "FC02", "M01", "MC03", "F04", "FC03",
          "M02", "MC04", "M04");

  private static final List<String> SEVERE = List.of("F01", "M01", "M02", "M04");
  private static final double SEVERE_HASTE = 0.6;
  private static final double DYSARTHRIC_HASTE = 0.8;

  /** What says nothing of the words, by the prompt's text. */
  private static final Map<String, String> WITHOUT_A_TEXT = withoutAText();

  private static Map<String, String> withoutAText() {
    Map<String, String> prompts = new LinkedHashMap<>();
    prompts.put("xxx", "no");
    prompts.put("[say Ah-P-Eee repeatedly]", "ah pee");
    prompts.put("input/images/car1.jpg", "a man sits in his car");
    return prompts;
  }

  TorgoCorpus {
    if (speakers < 1 || speakers > SPEAKERS.size() || prompts < 4) {
      throw new IllegalArgumentException(
          "1 to 15 speakers and at least 4 prompts are possible, got %d and %d"
              .formatted(speakers, prompts));
    }
  }

  @Override
  public int form() {
    return 1;
  }

  @Override
  public List<Recording> recordings() {
    List<Recording> recordings = new ArrayList<>();
    said().forEach((prompt, spoken) -> add(prompt, spoken, recordings));
    return recordings;
  }

  /** A prompt's place, without its extension, and what it says. */
  private record Prompt(String session, int number, String text) {
    String file(String folder, String extension) {
      return "%s/%s/%04d.%s".formatted(session, folder, number, extension);
    }
  }

  private record Spoken(String text, Prosody prosody) {}

  private static void add(Prompt prompt, Spoken spoken, List<Recording> recordings) {
    recordings.add(recording(prompt.file("wav_headMic", "wav"), spoken));
    if (prompt.session().endsWith("2")) {
      recordings.add(recording(prompt.file("wav_arrayMic", "wav"), spoken));
    }
  }

  private static Recording recording(String path, Spoken spoken) {
    return new Recording(
        path, spoken.text(), spoken.prosody(), SoundFormat.WAVE, SpeechSynthesizer.SAMPLE_RATE_HZ);
  }

  private Map<Prompt, Spoken> said() {
    Random random = new Random(seed);
    int common = prompts / 2;
    int own = prompts - common;
    List<String> texts = CommandGrammar.draw(common + speakers * own, random);
    Map<Prompt, Spoken> said = new LinkedHashMap<>();
    for (int i = 0; i < speakers; i++) {
      String name = SPEAKERS.get(i);
      Prosody voice = voice(name, random);
      List<String> ofSpeaker = new ArrayList<>(texts.subList(0, common));
      ofSpeaker.addAll(texts.subList(common + i * own, common + (i + 1) * own));
      for (int k = 0; k < prompts; k++) {
        String text = ofSpeaker.get(k);
        said.put(
            new Prompt(name + "/Session" + (k % 2 + 1), k / 2 + 1, TextFiles.printed(text)),
            new Spoken(text, voice));
      }
      int number = prompts;
      for (Map.Entry<String, String> useless : WITHOUT_A_TEXT.entrySet()) {
        said.put(
            new Prompt(name + "/Session2", ++number, useless.getKey()),
            new Spoken(useless.getValue(), voice));
      }
    }
    return said;
  }

  private static Prosody voice(String speaker, Random random) {
    Prosody voice = Voices.draw(speaker.startsWith("F"), random);
    double haste = SEVERE.contains(speaker) ? SEVERE_HASTE : DYSARTHRIC_HASTE;
    return new Prosody(
        voice.pitchHz(),
        voice.pitchRangeHz(),
        voice.wordsPerMinute() * (speaker.charAt(1) == 'C' ? 1 : haste),
        voice.tilt(),
        voice.gain());
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) throws IOException {
    for (Prompt prompt : said().keySet()) {
      TextFiles.write(folder.resolve(prompt.file("prompts", "txt")), List.of(prompt.text()));
    }
  }
}
