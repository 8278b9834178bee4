package org.wavetrain.cli.display;

import java.io.PrintStream;
import org.wavetrain.stage.event.ProgressEvent;

/** Shows what goes on. Safe for use by several threads. */
public interface ProgressDisplay extends AutoCloseable {
  /** The display that fits a terminal, or a file in its place. */
  static ProgressDisplay on(PrintStream out, Terminal terminal) {
    return terminal.interactive() ? new TerminalDisplay(out, terminal) : new PlainDisplay(out);
  }

  /** Sets the width of the column of names. */
  void nameWidth(int characters);

  /** Something begins that takes a while. */
  void begin(String name, String reason);

  /** How far it is. */
  void update(String name, ProgressEvent progress);

  /** It is over; says how it went. */
  void end(String name, String outcome);

  /** One line for the person. */
  void line(String text);

  /** Leaves the terminal as it should be. */
  @Override
  void close();
}
