package org.wavetrain.definition;

import java.util.Optional;

/**
 * One thing that is wrong with a pipeline.
 *
 * @param position where in the file; empty when a command-line option is to blame, which the
 *     message then names
 * @param message what is wrong, with the offending value
 * @param remedy what to do about it
 */
public record Problem(Optional<Position> position, String message, String remedy) {
  @Override
  public String toString() {
    String place = position.map(at -> at + ": ").orElse("");
    return place + message + " " + remedy;
  }
}
