package org.wavetrain.recognition.subtitles;

import java.time.Duration;
import java.util.List;

/**
 * What is shown at a time.
 *
 * @param lines one or two
 */
record Cue(Duration start, Duration end, List<String> lines) {
  Cue {
    lines = List.copyOf(lines);
  }
}
