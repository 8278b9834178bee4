package org.wavetrain.promotion;

import java.util.List;

/** A condition that a model must meet before it is put in service. */
@FunctionalInterface
public interface Gate {
  /**
   * What it finds, in one rule or several; whatever it needs and cannot know is a rule that is not
   * kept.
   *
   * @throws java.io.UncheckedIOException if the store cannot be asked
   */
  List<JudgedRule> judge(Contest contest);
}
