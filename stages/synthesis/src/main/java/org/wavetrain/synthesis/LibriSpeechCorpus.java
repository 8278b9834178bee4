package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * Speech in the layout of LibriSpeech: {@code train-clean-100/101/1/101-1-0000.flac}, the texts in
 * capitals in {@code 101-1.trans.txt}, and {@code SPEAKERS.TXT}; with the parts train-clean-100,
 * dev-clean, dev-other, test-clean and test-other, and two chapters for each speaker. Odd speakers
 * are women.
 *
 * @param trainingSpeakers how many, at most 99
 * @param otherSpeakers how many each of the other four parts has, at most 99
 * @param sentences of each speaker, at least 2
 * @param seed from which sentences and voices are drawn
 */
record LibriSpeechCorpus(int trainingSpeakers, int otherSpeakers, int sentences, long seed)
    implements StandInCorpus {
  private static final int MOST = 99;
  private static final List<String> OTHERS =
      List.of("dev-clean", "dev-other", "test-clean", "test-other");

  LibriSpeechCorpus {
    if (trainingSpeakers < 1
        || trainingSpeakers > MOST
        || otherSpeakers < 1
        || otherSpeakers > MOST
        || sentences < 2) {
      throw new IllegalArgumentException(
          "1 to 99 speakers and at least 2 sentences are possible, got %d, %d and %d"
              .formatted(trainingSpeakers, otherSpeakers, sentences));
    }
  }

  @Override
  public int form() {
    return 1;
  }

  /** Numbers of speakers by part. */
  private Map<String, List<Integer>> speakers() {
    Map<String, List<Integer>> speakers = new LinkedHashMap<>();
    speakers.put("train-clean-100", numbers(1, trainingSpeakers));
    for (String part : OTHERS) {
      speakers.put(part, numbers(1 + speakers.size(), otherSpeakers));
    }
    return speakers;
  }

  private static List<Integer> numbers(int hundreds, int count) {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      numbers.add(100 * hundreds + i);
    }
    return numbers;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    int count = (trainingSpeakers + OTHERS.size() * otherSpeakers) * sentences;
    List<String> texts = CommandGrammar.draw(count, random);
    List<Recording> recordings = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> part : speakers().entrySet()) {
      for (int speaker : part.getValue()) {
        Prosody voice = Voices.draw(speaker % 2 == 1, random);
        for (int i = 0; i < sentences; i++) {
          int chapter = i % 2 + 1;
          recordings.add(
              new Recording(
                  "%s/%d/%d/%d-%d-%04d.flac"
                      .formatted(part.getKey(), speaker, chapter, speaker, chapter, i / 2),
                  texts.get(recordings.size()),
                  voice,
                  SoundFormat.FLAC,
                  SpeechSynthesizer.SAMPLE_RATE_HZ));
        }
      }
    }
    return recordings;
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) throws IOException {
    Map<Path, List<String>> chapters = new LinkedHashMap<>();
    for (Recording recording : recordings) {
      String id = TextFiles.stem(recording.path());
      Path list =
          folder
              .resolve(recording.path())
              .resolveSibling(id.substring(0, id.lastIndexOf('-')) + ".trans.txt");
      chapters
          .computeIfAbsent(list, any -> new ArrayList<>())
          .add(id + " " + recording.text().toUpperCase(Locale.ROOT));
    }
    for (Map.Entry<Path, List<String>> chapter : chapters.entrySet()) {
      TextFiles.write(chapter.getKey(), chapter.getValue());
    }
    List<String> lines = new ArrayList<>();
    lines.add(";ID  |SEX| SUBSET           |MINUTES| NAME");
    speakers()
        .forEach(
            (part, numbers) ->
                numbers.forEach(
                    number ->
                        lines.add(
                            "%-5d| %s | %-17s| 1.00  | Speaker %d"
                                .formatted(number, number % 2 == 1 ? "F" : "M", part, number))));
    TextFiles.write(folder.resolve("SPEAKERS.TXT"), lines);
  }
}
