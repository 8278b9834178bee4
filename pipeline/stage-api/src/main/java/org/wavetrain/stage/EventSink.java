package org.wavetrain.stage;

import java.io.PrintStream;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.StageEvent;

/** Writes events, each as one line, whichever thread they come from. */
final class EventSink {
  private final PrintStream lines;

  EventSink(PrintStream lines) {
    this.lines = lines;
  }

  synchronized void send(StageEvent event) {
    lines.println(EventJson.write(event));
    lines.flush();
  }
}
