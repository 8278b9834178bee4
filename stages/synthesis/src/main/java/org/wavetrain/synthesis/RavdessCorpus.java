package org.wavetrain.synthesis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.wavetrain.audio.SoundFormat;

/**
 * RAVDESS as it is published (Livingstone and Russo, 2018, doi:10.1371/journal.pone.0196391), its
 * audio files alone: {@code Actor_NN/03-VV-EE-II-SS-RR-NN.wav} with 48 kHz, where VV is 01 for
 * speech and 02 for song, EE codes the emotion, II the intensity, SS the statement, RR the
 * repetition. All actors say both statements with eight emotions; their songs, here spoken on one
 * note, have six.
 *
 * @param actors how many, at most 24
 * @param repetitions of each statement with each emotion and intensity, at most 2; a song has one
 * @param seed from which voices and their variation are drawn
 */
record RavdessCorpus(int actors, int repetitions, long seed) implements StandInCorpus {
  private static final int SAMPLING_RATE_HZ = 48_000;
  private static final int SPEECH = 1;
  private static final int SONG = 2;
  private static final List<String> STATEMENTS =
      List.of("kids are talking by the door", "dogs are sitting by the door");

  RavdessCorpus {
    if (actors < 1 || actors > 24 || repetitions < 1 || repetitions > 2) {
      throw new IllegalArgumentException(
          "1 to 24 actors and 1 or 2 repetitions are possible, got %d and %d"
              .formatted(actors, repetitions));
    }
  }

  @Override
  public int form() {
    return 1;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    List<Recording> recordings = new ArrayList<>();
    for (int number = 1; number <= actors; number++) {
      Actor actor = Actor.draw(number, random);
      for (Emotion emotion : Emotion.values()) {
        for (int intensity = 1; intensity <= emotion.intensities(); intensity++) {
          for (int statement = 1; statement <= STATEMENTS.size(); statement++) {
            for (int repetition = 1; repetition <= repetitions; repetition++) {
              Prosody prosody = emotion.prosody(actor, intensity, random);
              recordings.add(
                  recording(SPEECH, emotion, intensity, statement, repetition, number, prosody));
            }
          }
          if (emotion.compareTo(Emotion.FEARFUL) <= 0) {
            recordings.add(
                recording(SONG, emotion, intensity, 1, 1, number, sung(actor, intensity)));
          }
        }
      }
    }
    return recordings;
  }

  private static Recording recording(
      int channel,
      Emotion emotion,
      int intensity,
      int statement,
      int repetition,
      int actor,
      Prosody prosody) {
    return new Recording(
        "Actor_%02d/03-%02d-%02d-%02d-%02d-%02d-%02d.wav"
            .formatted(actor, channel, emotion.code(), intensity, statement, repetition, actor),
        STATEMENTS.get(statement - 1),
        prosody,
        SoundFormat.WAVE,
        SAMPLING_RATE_HZ);
  }

  private static Prosody sung(Actor actor, int intensity) {
    return new Prosody(actor.pitchHz() * (1 + 0.25 * intensity), 0, 90, actor.tilt(), 0.6);
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) {
    // It has none: all is in the names.
  }
}
