package org.wavetrain.recognition.subtitles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.recognition.Segment;
import org.wavetrain.recognition.Transcript;
import org.wavetrain.recognition.Word;

/**
 * Cuts what was said into cues of two lines of 42 characters and 7 s at most. A segment that is
 * longer is cut where the pause between two words is longest, those near its middle preferred.
 */
final class Cues {
  private static final Duration LONGEST = Duration.ofSeconds(7);

  /** Shorter ones stay on the screen until then, or until the next begins. */
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  /** By how much longer a pause at the end must be than one in the middle, to be cut at. */
  private static final double SECONDS_FOR_THE_MIDDLE = 0.5;

  private final List<Cue> cues = new ArrayList<>();

  private Cues() {}

  static List<Cue> of(Transcript transcript) {
    Cues cues = new Cues();
    for (Segment segment : transcript.segments()) {
      cues.add(segment.words().stream().flatMap(word -> parts(word).stream()).toList());
    }
    return lengthened(cues.cues);
  }

  private void add(List<Word> words) {
    if (words.size() == 1 || fits(words)) {
      cues.add(cue(words));
    } else {
      int cut = cut(words);
      add(words.subList(0, cut));
      add(words.subList(cut, words.size()));
    }
  }

  private static boolean fits(List<Word> words) {
    Duration length = words.get(words.size() - 1).end().minus(words.get(0).start());
    return length.compareTo(LONGEST) <= 0 && Lines.fit(texts(words));
  }

  private static int cut(List<Word> words) {
    int best = 1;
    double highest = Double.NEGATIVE_INFINITY;
    for (int index = 1; index < words.size(); index++) {
      double pause = words.get(index).start().minus(words.get(index - 1).end()).toNanos() / 1e9;
      double offCentre = Math.abs(2.0 * index / words.size() - 1);
      double value = pause - SECONDS_FOR_THE_MIDDLE * offCentre;
      if (value > highest) {
        highest = value;
        best = index;
      }
    }
    return best;
  }

  private static Cue cue(List<Word> words) {
    Duration start = words.get(0).start();
    Duration end = words.get(words.size() - 1).end();
    Duration latest = start.plus(LONGEST);
    return new Cue(start, end.compareTo(latest) > 0 ? latest : end, Lines.balanced(texts(words)));
  }

  private static List<String> texts(List<Word> words) {
    return words.stream().map(Word::text).toList();
  }

  /** A word that is longer than a line in parts that are not. */
  private static List<Word> parts(Word word) {
    int[] characters = word.text().codePoints().toArray();
    int count = (characters.length + Lines.WIDTH - 1) / Lines.WIDTH;
    List<Word> parts = new ArrayList<>();
    Duration length = word.end().minus(word.start());
    for (int part = 0; part < count; part++) {
      int from = characters.length * part / count;
      int until = characters.length * (part + 1) / count;
      parts.add(
          new Word(
              new String(characters, from, until - from),
              word.start().plus(length.multipliedBy(part).dividedBy(count)),
              word.start().plus(length.multipliedBy(part + 1).dividedBy(count)),
              word.confidence(),
              word.frames()));
    }
    return parts;
  }

  private static List<Cue> lengthened(List<Cue> cues) {
    List<Cue> longer = new ArrayList<>();
    for (int index = 0; index < cues.size(); index++) {
      Cue cue = cues.get(index);
      Duration wanted = cue.start().plus(SHORTEST);
      if (index + 1 < cues.size() && cues.get(index + 1).start().compareTo(wanted) < 0) {
        wanted = cues.get(index + 1).start();
      }
      longer.add(
          new Cue(cue.start(), wanted.compareTo(cue.end()) > 0 ? wanted : cue.end(), cue.lines()));
    }
    return longer;
  }
}
