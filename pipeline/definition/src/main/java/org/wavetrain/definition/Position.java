package org.wavetrain.definition;

/**
 * A place in the pipeline file.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
public record Position(int line, int column) {
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
