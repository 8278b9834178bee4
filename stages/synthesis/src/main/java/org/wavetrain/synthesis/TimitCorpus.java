package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * Speech in the layout of TIMIT: {@code TRAIN/DR1/FAAA0/SX1.WAV} in NIST SPHERE, with {@code .TXT},
 * {@code .WRD} and {@code .PHN} beside it. As there, SA1 and SA2 are said by all, each SX sentence
 * by several speakers of one part, each SI sentence by one. Every other test speaker is a woman of
 * the core test set, the others are nobody in TIMIT. The words of .WRD are as long as they are
 * written and the phones of .PHN are of one length, nobody looked where they are.
 *
 * @param trainingSpeakers how many, at most 26
 * @param testSpeakers how many, at most 16
 * @param sentences of each speaker besides SA1 and SA2, at least 2, half SX and half SI
 * @param seed from which sentences and voices are drawn
 */
record TimitCorpus(int trainingSpeakers, int testSpeakers, int sentences, long seed)
    implements StandInCorpus {
  private static final int HEADER_BYTES = 1024;
  private static final int LETTERS = 26;
  private static final int DIALECTS = 8;

  /** How many say the same SX sentence. */
  private static final int SHARING = 3;

  /** The women of TIMIT's core test set, by dialect. */
  private static final List<String> CORE_WOMEN =
      List.of("FELC0", "FPAS0", "FPKT0", "FJLM0", "FNLP0", "FMGD0", "FDHC0", "FMLD0");

  TimitCorpus {
    if (trainingSpeakers < 1
        || trainingSpeakers > LETTERS
        || testSpeakers < 1
        || testSpeakers > 2 * CORE_WOMEN.size()
        || sentences < 2) {
      throw new IllegalArgumentException(
          "1 to 26 and 1 to 16 speakers and at least 2 sentences are possible, got %d, %d and %d"
              .formatted(trainingSpeakers, testSpeakers, sentences));
    }
  }

  @Override
  public int form() {
    return 2;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    List<String> texts =
        new ArrayList<>(
            CommandGrammar.draw(2 + (trainingSpeakers + testSpeakers) * sentences, random));
    List<String> common = List.of(texts.remove(0), texts.remove(0));
    List<Recording> recordings = new ArrayList<>();
    List<String> training = new ArrayList<>();
    for (int i = 0; i < trainingSpeakers; i++) {
      String name = "%sA%cA0".formatted(i % 3 == 0 ? "F" : "M", 'A' + i);
      training.add("TRAIN/DR%d/%s".formatted(i % DIALECTS + 1, name));
    }
    List<String> test = new ArrayList<>();
    for (int i = 0; i < testSpeakers; i++) {
      String name = i % 2 == 0 ? CORE_WOMEN.get(i / 2) : "MT%cZ9".formatted('A' + i);
      test.add("TEST/DR%d/%s".formatted(i / 2 + 1, name));
    }
    speak(training, common, texts, 1, random, recordings);
    speak(test, common, texts, 1 + training.size(), random, recordings);
    return recordings;
  }

  private void speak(
      List<String> folders,
      List<String> common,
      List<String> texts,
      int firstNumber,
      Random random,
      List<Recording> recordings) {
    int shared = sentences / 2;
    List<String> sharedTexts = List.of();
    for (int i = 0; i < folders.size(); i++) {
      String folder = folders.get(i);
      Prosody voice = Voices.draw(folder.charAt(folder.lastIndexOf('/') + 1) == 'F', random);
      if (i % SHARING == 0) {
        sharedTexts = take(texts, shared);
      }
      int group = firstNumber + i / SHARING;
      add(folder, "SA", 1, common, voice, recordings);
      add(folder, "SX", group * 100, sharedTexts, voice, recordings);
      add(
          folder,
          "SI",
          (firstNumber + i) * 100,
          take(texts, sentences - shared),
          voice,
          recordings);
    }
  }

  private static List<String> take(List<String> texts, int count) {
    List<String> head = texts.subList(0, count);
    List<String> taken = List.copyOf(head);
    head.clear();
    return taken;
  }

  private static void add(
      String folder,
      String kind,
      int firstNumber,
      List<String> texts,
      Prosody voice,
      List<Recording> recordings) {
    for (int i = 0; i < texts.size(); i++) {
      recordings.add(
          new Recording(
              "%s/%s%d.WAV".formatted(folder, kind, firstNumber + i),
              texts.get(i),
              voice,
              SoundFormat.SPHERE,
              SpeechSynthesizer.SAMPLE_RATE_HZ));
    }
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) throws IOException {
    for (Recording recording : recordings) {
      Path sound = folder.resolve(recording.path());
      long samples = (Files.size(sound) - HEADER_BYTES) / Short.BYTES;
      String stem = TextFiles.stem(recording.path());
      TextFiles.write(
          sound.resolveSibling(stem + ".TXT"),
          List.of("0 %d %s".formatted(samples, TextFiles.printed(recording.text()))));
      TextFiles.write(sound.resolveSibling(stem + ".WRD"), words(recording.text(), samples));
      TextFiles.write(sound.resolveSibling(stem + ".PHN"), phones(recording.text(), samples));
    }
  }

  private static List<String> phones(String text, long samples) {
    List<String> phones = Phones.of(text);
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < phones.size(); i++) {
      long start = samples * i / phones.size();
      lines.add("%d %d %s".formatted(start, samples * (i + 1) / phones.size(), phones.get(i)));
    }
    return lines;
  }

  private static List<String> words(String text, long samples) {
    List<String> lines = new ArrayList<>();
    int written = 0;
    for (String word : text.split(" ")) {
      long start = samples * written / text.length();
      written = Math.min(text.length(), written + word.length() + 1);
      lines.add("%d %d %s".formatted(start, samples * written / text.length(), word));
    }
    return lines;
  }
}
