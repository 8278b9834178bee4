package org.wavetrain.definition;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Takes what is wrong with a value, wherever the value comes from. */
@FunctionalInterface
interface Reporter {
  void report(Optional<Mark> place, String message, String remedy);

  default void report(Node culprit, String message, String remedy) {
    report(culprit.getStartMark(), message, remedy);
  }
}
