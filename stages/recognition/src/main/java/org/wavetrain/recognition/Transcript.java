package org.wavetrain.recognition;

import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What was heard in a recording.
 *
 * @param segments in order; none if nothing was said
 * @param length of the recording
 * @param layer the block after which the model was read
 */
public record Transcript(List<Segment> segments, Duration length, int layer) {
  public Transcript {
    segments = List.copyOf(segments);
  }

  /** All of it, with single spaces between words. */
  public String text() {
    return segments.stream().map(Segment::text).collect(Collectors.joining(" "));
  }

  /** The words of all segments. */
  public List<Word> words() {
    return segments.stream().flatMap(segment -> segment.words().stream()).toList();
  }

  /** The mean of the words', each counted by its frames; empty if there is none. */
  public OptionalDouble confidence() {
    return segments.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(Segment.confidence(words()));
  }
}
