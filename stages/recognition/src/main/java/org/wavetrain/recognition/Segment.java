package org.wavetrain.recognition;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Words without a long pause between them.
 *
 * @param words at least one
 */
public record Segment(List<Word> words) {
  public Segment {
    words = List.copyOf(words);
  }

  public String text() {
    return words.stream().map(Word::text).collect(Collectors.joining(" "));
  }

  public Duration start() {
    return words.get(0).start();
  }

  public Duration end() {
    return words.get(words.size() - 1).end();
  }

  /** The mean of the words', each counted by its frames. */
  public double confidence() {
    return confidence(words);
  }

  static double confidence(List<Word> words) {
    double sum = 0;
    long frames = 0;
    for (Word word : words) {
      sum += word.confidence() * word.frames();
      frames += word.frames();
    }
    return sum / frames;
  }
}
