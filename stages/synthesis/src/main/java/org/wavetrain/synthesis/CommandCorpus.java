package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Commands in the layout of LJSpeech: {@code metadata.csv} with {@code id|text} lines and {@code
 * wavs/<id>.wav}. The speaker is the part of the id before the dash.
 *
 * @param sentences how many, each a different one
 * @param speakers how many voices share them, at least 2, since they are spread over a range
 * @param seed from which sentences and voices are drawn
 */
record CommandCorpus(int sentences, int speakers, long seed) implements StandInCorpus {
  private static final double LOWEST_PITCH_HZ = 82;
  private static final double HIGHEST_PITCH_HZ = 168;
  private static final double SLOWEST_WORDS_PER_MINUTE = 140;
  private static final double FASTEST_WORDS_PER_MINUTE = 215;

  CommandCorpus {
    if (speakers < 2) {
      throw new IllegalArgumentException("at least 2 speakers are needed, got " + speakers);
    }
  }

  @Override
  public int form() {
    return 1;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    List<Prosody> voices = voices(random);
    List<String> texts = CommandGrammar.draw(sentences, random);
    List<Recording> recordings = new ArrayList<>();
    for (int i = 0; i < sentences; i++) {
      int speaker = i % speakers;
      String path = "wavs/%s-%05d.wav".formatted(speakerName(speaker), i / speakers + 1);
      recordings.add(new Recording(path, texts.get(i), voices.get(speaker)));
    }
    return recordings;
  }

  /** Pitches and rates are spread evenly and paired at random, so that no two voices are alike. */
  private List<Prosody> voices(Random random) {
    List<Integer> rates = new ArrayList<>();
    for (int i = 0; i < speakers; i++) {
      rates.add(i);
    }
    Collections.shuffle(rates, random);
    List<Prosody> voices = new ArrayList<>();
    for (int i = 0; i < speakers; i++) {
      double height = i / (speakers - 1.0);
      double pitchHz = LOWEST_PITCH_HZ * Math.pow(HIGHEST_PITCH_HZ / LOWEST_PITCH_HZ, height);
      double haste = rates.get(i) / (speakers - 1.0);
      voices.add(
          new Prosody(
              pitchHz,
              pitchHz * (0.06 + 0.12 * random.nextDouble()),
              SLOWEST_WORDS_PER_MINUTE
                  + haste * (FASTEST_WORDS_PER_MINUTE - SLOWEST_WORDS_PER_MINUTE),
              random.nextDouble() - 0.5,
              0.5 + 0.5 * random.nextDouble()));
    }
    return voices;
  }

  private static String speakerName(int speaker) {
    return "SP%02d".formatted(speaker + 1);
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Recording recording : recordings) {
      String name = Path.of(recording.path()).getFileName().toString();
      lines.append(name, 0, name.length() - ".wav".length()).append('|');
      lines.append(recording.text()).append('\n');
    }
    Files.writeString(folder.resolve("metadata.csv"), lines, StandardCharsets.UTF_8);
  }
}
