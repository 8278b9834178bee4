package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * Speech in the layout of TIMIT: {@code TRAIN/DR1/FAAA0/SX1.WAV} in NIST SPHERE, with {@code .TXT}
 * and {@code .WRD} beside it. As there, SA1 and SA2 are said by all, each SX sentence by several
 * speakers of one part, each SI sentence by one. The words of .WRD are as long as they are written,
 * nobody looked where they are.
 *
 * @param trainingSpeakers how many, at most 26
 * @param testSpeakers how many, at most 24: the names are those of TIMIT's core test set
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

  /** By dialect, two men and a woman of each. */
  private static final List<String> CORE_TEST =
      List.of(
          "MDAB0", "MWBT0", "FELC0", "MTAS1", "MWEW0", "FPAS0", "MJMP0", "MLNT0", "FPKT0", "MLLL0",
          "MTLS0", "FJLM0", "MBPM0", "MKLT0", "FNLP0", "MCMJ0", "MJDH0", "FMGD0", "MGRT0", "MNJM0",
          "FDHC0", "MJLN0", "MPAM0", "FMLD0");

  TimitCorpus {
    if (trainingSpeakers < 1
        || trainingSpeakers > LETTERS
        || testSpeakers < 1
        || testSpeakers > CORE_TEST.size()
        || sentences < 2) {
      throw new IllegalArgumentException(
          "1 to 26 and 1 to 24 speakers and at least 2 sentences are possible, got %d, %d and %d"
              .formatted(trainingSpeakers, testSpeakers, sentences));
    }
  }

  @Override
  public int form() {
    return 1;
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
      // Those of all dialects come before the second of one.
      int index = i * 3 % CORE_TEST.size() + (2 + i / DIALECTS) % 3;
      test.add("TEST/DR%d/%s".formatted(index / 3 + 1, CORE_TEST.get(index)));
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
    }
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
