package org.wavetrain.synthesis;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * Speech in the layout of LJSpeech as it is published: one voice, {@code wavs/LJ001-0001.wav} with
 * 22.05 kHz, and {@code metadata.csv} with id, text in print and normalised text.
 *
 * @param books how many, at most 99; readers take each for a speaker
 * @param sentences of each book
 * @param seed from which sentences and the voice are drawn
 */
record LjSpeechCorpus(int books, int sentences, long seed) implements StandInCorpus {
  private static final int SAMPLING_RATE_HZ = 22_050;
  private static final int MOST = 99;

  LjSpeechCorpus {
    if (books < 1 || books > MOST || sentences < 1) {
      throw new IllegalArgumentException(
          "1 to 99 books and at least 1 sentence are possible, got %d and %d"
              .formatted(books, sentences));
    }
  }

  @Override
  public int form() {
    return 1;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    List<String> texts = CommandGrammar.draw(books * sentences, random);
    Prosody voice = Voices.draw(true, random);
    List<Recording> recordings = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      recordings.add(
          new Recording(
              "wavs/LJ%03d-%04d.wav".formatted(i / sentences + 1, i % sentences + 1),
              texts.get(i),
              voice,
              SoundFormat.WAVE,
              SAMPLING_RATE_HZ));
    }
    return recordings;
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Recording recording : recordings) {
      String printed = TextFiles.printed(recording.text());
      lines.add("%s|%s|%s".formatted(TextFiles.stem(recording.path()), printed, printed));
    }
    TextFiles.write(folder.resolve("metadata.csv"), lines);
  }
}
