package org.wavetrain.recognition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wavetrain.audio.DecodedAudio;

/** Reads words and their times from an alignment. */
final class Words {
  /** Words further apart are of two segments. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final FramePath path;
  private final List<String> symbols;
  private final int strideSamples;
  private final List<Word> words = new ArrayList<>();

  private final StringBuilder text = new StringBuilder();
  private int first;
  private int end;
  private int frames;
  private double probability;

  private Words(FramePath path, List<String> symbols, int strideSamples) {
    this.path = path;
    this.symbols = symbols;
    this.strideSamples = strideSamples;
  }

  /**
   * @param symbols what each token is written as
   */
  static List<Word> of(FramePath path, List<String> symbols, int strideSamples) {
    Words words = new Words(path, symbols, strideSamples);
    words.read();
    return List.copyOf(words.words);
  }

  /** Puts words together that have no long pause between them. */
  static List<Segment> segments(List<Word> words) {
    List<Segment> segments = new ArrayList<>();
    int first = 0;
    for (int index = 1; index <= words.size(); index++) {
      if (index == words.size()
          || words.get(index).start().minus(words.get(index - 1).end()).compareTo(PAUSE) >= 0) {
        segments.add(new Segment(words.subList(first, index)));
        first = index;
      }
    }
    return segments;
  }

  private void read() {
    int previous = -1;
    for (int frame = 0; frame < path.tokens().length; frame++) {
      int token = path.tokens()[frame];
      String symbol = symbols.get(token);
      if (symbol.equals(" ")) {
        complete();
      } else if (!symbol.isEmpty()) {
        if (text.length() == 0) {
          first = frame;
        }
        if (token != previous) {
          text.append(symbol);
        }
        end = frame + 1;
        frames++;
        probability += path.probabilities()[frame];
      }
      previous = token;
    }
    complete();
  }

  private void complete() {
    if (text.length() > 0) {
      words.add(new Word(text.toString(), time(first), time(end), probability / frames, frames));
      text.setLength(0);
      frames = 0;
      probability = 0;
    }
  }

  private Duration time(int frame) {
    return Duration.ofNanos(
        frame * (long) strideSamples * 1_000_000_000L / DecodedAudio.SAMPLE_RATE_HZ);
  }
}
