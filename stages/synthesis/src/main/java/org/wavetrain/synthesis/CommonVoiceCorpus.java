package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * Speech in the layout of Common Voice: {@code train.tsv}, {@code dev.tsv}, {@code test.tsv} and
 * {@code validated.tsv}, and MP3 files with 32 kHz in {@code clips}. Odd speakers are women.
 *
 * @param speakers of each of the three parts
 * @param sentences of each speaker
 * @param seed from which sentences and voices are drawn
 */
record CommonVoiceCorpus(int speakers, int sentences, long seed) implements StandInCorpus {
  private static final int SAMPLING_RATE_HZ = 32_000;
  private static final List<String> PARTS = List.of("train", "dev", "test");
  private static final String HEADING =
      "client_id\tpath\tsentence_id\tsentence\tsentence_domain\tup_votes\tdown_votes\tage\tgender"
          + "\taccents\tvariant\tlocale\tsegment";

  CommonVoiceCorpus {
    if (speakers < 1 || sentences < 1) {
      throw new IllegalArgumentException(
          "at least 1 speaker and sentence are needed, got %d and %d"
              .formatted(speakers, sentences));
    }
  }

  @Override
  public int form() {
    return 1;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    List<String> texts = CommandGrammar.draw(PARTS.size() * speakers * sentences, random);
    List<Recording> recordings = new ArrayList<>();
    for (int speaker = 0; speaker < PARTS.size() * speakers; speaker++) {
      Prosody voice = Voices.draw(isFemale(speaker), random);
      for (int i = 0; i < sentences; i++) {
        recordings.add(
            new Recording(
                "clips/common_voice_en_%d.mp3".formatted(1000 + recordings.size()),
                texts.get(recordings.size()),
                voice,
                SoundFormat.MP3,
                SAMPLING_RATE_HZ));
      }
    }
    return recordings;
  }

  private static boolean isFemale(int speaker) {
    return speaker % 2 == 0;
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) throws IOException {
    List<String> all = new ArrayList<>(List.of(HEADING));
    for (int part = 0; part < PARTS.size(); part++) {
      List<String> lines = new ArrayList<>(List.of(HEADING));
      for (int i = 0; i < speakers * sentences; i++) {
        int index = part * speakers * sentences + i;
        lines.add(line(index / sentences, recordings.get(index)));
      }
      TextFiles.write(folder.resolve(PARTS.get(part) + ".tsv"), lines);
      all.addAll(lines.subList(1, lines.size()));
    }
    TextFiles.write(folder.resolve("validated.tsv"), all);
  }

  private static String line(int speaker, Recording recording) {
    return String.join(
        "\t",
        "%0128x".formatted(speaker + 1),
        TextFiles.stem(recording.path()) + ".mp3",
        "%064x".formatted(recording.text().hashCode() & 0xffff_ffffL),
        TextFiles.printed(recording.text()),
        "",
        "2",
        "0",
        "twenties",
        isFemale(speaker) ? "female_feminine" : "male_masculine",
        "",
        "",
        "en",
        "");
  }
}
