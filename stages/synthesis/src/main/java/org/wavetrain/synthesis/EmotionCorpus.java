package org.wavetrain.synthesis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Emotional speech in the layout of RAVDESS (Livingstone and Russo, 2018,
 * doi:10.1371/journal.pone.0196391): {@code Actor_NN/03-01-EE-II-SS-RR-NN.wav}, where EE codes the
 * emotion, II the intensity, SS the statement and RR the repetition; odd actors are male. Unlike in
 * RAVDESS, where all say the same two statements, each actor has one of their own: speakers that
 * are kept apart then say different sentences, and no recording is lost between the splits.
 *
 * @param actors how many, at most 99: there are two digits for them
 * @param repetitions of the statement at each intensity, at most 99
 * @param seed from which voices and their variation are drawn
 */
record EmotionCorpus(int actors, int repetitions, long seed) implements StandInCorpus {
  private static final int MOST = 99;

  private static final List<String> SUBJECTS =
      List.of("kids", "dogs", "birds", "men", "cats", "friends", "cows", "girls", "guests", "boys");

  private static final List<String> DOINGS =
      List.of(
          "talking by the door",
          "sitting on the floor",
          "waiting at the station",
          "playing in the garden",
          "sleeping under the tree",
          "running along the river",
          "standing near the window",
          "walking over the bridge",
          "hiding behind the wall",
          "looking for the road");

  /** Five of RAVDESS's eight emotions; neutral has one intensity only, as there. */
  private static final List<Emotion> EMOTIONS =
      List.of(
          new Emotion(1, 1, 1.00, 0.06, 140, 0.50),
          new Emotion(3, 2, 1.40, 0.40, 170, 0.75),
          new Emotion(4, 2, 0.84, 0.02, 105, 0.30),
          new Emotion(5, 2, 0.95, 0.20, 210, 1.00),
          new Emotion(6, 2, 1.80, 0.04, 270, 0.45));

  EmotionCorpus {
    if (actors < 1 || actors > MOST || repetitions < 1 || repetitions > MOST) {
      throw new IllegalArgumentException(
          "1 to 99 actors and repetitions are possible, got " + actors + " and " + repetitions);
    }
  }

  @Override
  public int form() {
    return 2;
  }

  @Override
  public List<Recording> recordings() {
    Random random = new Random(seed);
    List<Recording> recordings = new ArrayList<>();
    for (int actor = 1; actor <= actors; actor++) {
      double lowest = actor % 2 == 1 ? 90 : 125;
      double pitchHz = lowest * (1 + 0.2 * random.nextDouble());
      double haste = 0.94 + 0.12 * random.nextDouble();
      double tilt = random.nextDouble() - 0.5;
      for (Emotion emotion : EMOTIONS) {
        for (int intensity = 1; intensity <= emotion.intensities(); intensity++) {
          for (int repetition = 1; repetition <= repetitions; repetition++) {
            recordings.add(
                new Recording(
                    "Actor_%02d/03-01-%02d-%02d-%02d-%02d-%02d.wav"
                        .formatted(actor, emotion.code(), intensity, actor, repetition, actor),
                    statement(actor),
                    emotion.prosody(pitchHz, haste, tilt, intensity, random)));
          }
        }
      }
    }
    return recordings;
  }

  @Override
  public void writeLists(Path folder, List<Recording> recordings) {
    // It has none: all is in the names.
  }

  /** Neighbours have neither subject nor doing in common. */
  static String statement(int code) {
    int subject = code % SUBJECTS.size();
    int doing = (code / SUBJECTS.size() + code) % DOINGS.size();
    return SUBJECTS.get(subject) + " are " + DOINGS.get(doing);
  }

  /**
   * How an emotion changes a voice at normal intensity; strong intensity takes it a third further
   * away from neutral.
   *
   * @param code in file names
   * @param intensities how many there are
   * @param pitch factor on the actor's pitch
   * @param range pitch range as a share of the pitch
   * @param wordsPerMinute speaking rate
   * @param gain loudness, 0 to 1
   */
  private record Emotion(
      int code, int intensities, double pitch, double range, double wordsPerMinute, double gain) {
    private static final double STRONG = 1.33;
    private static final double NEUTRAL_WORDS_PER_MINUTE = 140;

    Prosody prosody(double actorPitchHz, double haste, double tilt, int intensity, Random random) {
      double strength = intensity == 2 ? STRONG : 1;
      double pitchHz = actorPitchHz * (1 + strength * (pitch - 1)) * around(random, 0.04);
      double rate =
          NEUTRAL_WORDS_PER_MINUTE + strength * (wordsPerMinute - NEUTRAL_WORDS_PER_MINUTE);
      return new Prosody(
          pitchHz,
          pitchHz * range * around(random, 0.15),
          rate * haste * around(random, 0.04),
          tilt,
          Math.min(1, gain * around(random, 0.1)));
    }

    private static double around(Random random, double spread) {
      return 1 + spread * (2 * random.nextDouble() - 1);
    }
  }
}
