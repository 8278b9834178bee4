package org.wavetrain.cli.display;

import org.wavetrain.local.runner.RunListener;

/** Shows a run while it goes on. */
public interface ProgressDisplay extends RunListener, AutoCloseable {
  /** One line for the person. */
  void line(String text);

  /** Leaves the terminal as it should be. */
  @Override
  void close();
}
