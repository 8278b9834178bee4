package org.wavetrain.tracking;

/**
 * Some of what was logged to a run and has not arrived, for {@link Tracking#send}.
 *
 * @param position where the lines begin, in bytes since the run was started or resumed
 * @param lines whole lines of JSON, each an entry; empty if there are none
 */
public record UnsentLines(long position, byte[] lines) {
  /** The position after the lines. */
  public long end() {
    return position + lines.length;
  }
}
