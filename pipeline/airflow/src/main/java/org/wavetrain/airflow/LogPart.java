package org.wavetrain.airflow;

import java.util.List;
import java.util.Optional;

/**
 * What a task has logged so far, or since a part before.
 *
 * @param lines in order
 * @param next asks for what follows; empty when the attempt is over and this was all
 */
public record LogPart(List<LogLine> lines, Optional<String> next) {
  public LogPart {
    lines = List.copyOf(lines);
  }
}
