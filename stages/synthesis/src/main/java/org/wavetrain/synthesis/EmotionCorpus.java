package org.wavetrain.synthesis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Emotional speech in the layout of RAVDESS ({@link RavdessCorpus}), made to be learned in minutes:
 * five of its emotions, with 16 kHz. Unlike in RAVDESS, where all say the same two statements, each
 * actor has one of their own, whose code is the actor's number: speakers that are kept apart then
 * say different sentences, and no recording is lost between the splits.
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

  /** Those that a small model tells apart. */
  private static final List<Emotion> EMOTIONS =
      List.of(Emotion.NEUTRAL, Emotion.HAPPY, Emotion.SAD, Emotion.ANGRY, Emotion.FEARFUL);

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
      Actor voice = Actor.draw(actor, random);
      for (Emotion emotion : EMOTIONS) {
        for (int intensity = 1; intensity <= emotion.intensities(); intensity++) {
          for (int repetition = 1; repetition <= repetitions; repetition++) {
            recordings.add(
                new Recording(
                    "Actor_%02d/03-01-%02d-%02d-%02d-%02d-%02d.wav"
                        .formatted(actor, emotion.code(), intensity, actor, repetition, actor),
                    statement(actor),
                    emotion.prosody(voice, intensity, random)));
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
}
