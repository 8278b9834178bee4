package org.wavetrain.synthesis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Emotional speech in the layout of RAVDESS (Livingstone and Russo, 2018,
 * doi:10.1371/journal.pone.0196391): {@code Actor_NN/03-01-EE-II-SS-RR-NN.wav}, where EE codes the
 * emotion, II the intensity, SS the statement and RR the repetition; odd actors are male.
 *
 * @param actors how many
 * @param repetitions of each statement at each intensity
 * @param seed from which voices and their variation are drawn
 */
record EmotionCorpus(int actors, int repetitions, long seed) {
  private static final List<String> STATEMENTS =
      List.of("kids are talking by the door", "dogs are sitting by the door");

  /** Five of RAVDESS's eight emotions; neutral has one intensity only, as there. */
  private static final List<Emotion> EMOTIONS =
      List.of(
          new Emotion(1, 1, 1.00, 0.06, 140, 0.50),
          new Emotion(3, 2, 1.30, 0.30, 178, 0.75),
          new Emotion(4, 2, 0.84, 0.02, 108, 0.30),
          new Emotion(5, 2, 1.05, 0.36, 210, 1.00),
          new Emotion(6, 2, 1.60, 0.07, 250, 0.45));

  List<Recording> recordings() {
    Random random = new Random(seed);
    List<Recording> recordings = new ArrayList<>();
    for (int actor = 1; actor <= actors; actor++) {
      double lowest = actor % 2 == 1 ? 85 : 130;
      double pitchHz = lowest * (1 + 0.25 * random.nextDouble());
      double haste = 0.94 + 0.12 * random.nextDouble();
      double tilt = random.nextDouble() - 0.5;
      for (Emotion emotion : EMOTIONS) {
        for (int intensity = 1; intensity <= emotion.intensities(); intensity++) {
          for (int statement = 1; statement <= STATEMENTS.size(); statement++) {
            for (int repetition = 1; repetition <= repetitions; repetition++) {
              recordings.add(
                  new Recording(
                      "Actor_%02d/03-01-%02d-%02d-%02d-%02d-%02d.wav"
                          .formatted(
                              actor, emotion.code(), intensity, statement, repetition, actor),
                      STATEMENTS.get(statement - 1),
                      emotion.prosody(pitchHz, haste, tilt, intensity, random)));
            }
          }
        }
      }
    }
    return recordings;
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
