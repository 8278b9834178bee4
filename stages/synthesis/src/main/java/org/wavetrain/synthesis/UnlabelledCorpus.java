package org.wavetrain.synthesis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * Speech without texts: FLAC files in a folder for each speaker, each of two sentences.
 *
 * @param speakers how many
 * @param recordingsEach of each speaker
 * @param seed from which sentences and voices are drawn
 */
record UnlabelledCorpus(int speakers, int recordingsEach, long seed) implements StandInCorpus {
  UnlabelledCorpus {
    if (speakers < 1 || recordingsEach < 1) {
      throw new IllegalArgumentException(
          "at least 1 speaker and recording are needed, got %d and %d"
              .formatted(speakers, recordingsEach));
    }
  }

  @Override
  public int form() {
    return 1;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    List<String> texts = CommandGrammar.draw(2 * speakers * recordingsEach, random);
    List<Recording> recordings = new ArrayList<>();
    for (int speaker = 1; speaker <= speakers; speaker++) {
      Prosody voice = Voices.draw(speaker % 2 == 1, random);
      for (int i = 1; i <= recordingsEach; i++) {
        int next = 2 * recordings.size();
        recordings.add(
            new Recording(
                "speaker%02d/%03d.flac".formatted(speaker, i),
                texts.get(next) + " " + texts.get(next + 1),
                voice,
                SoundFormat.FLAC,
                SpeechSynthesizer.SAMPLE_RATE_HZ));
      }
    }
    return recordings;
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) {
    // It has none.
  }
}
