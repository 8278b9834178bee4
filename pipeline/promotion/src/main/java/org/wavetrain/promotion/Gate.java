package org.wavetrain.promotion;

import java.util.Optional;
import org.wavetrain.tracking.ModelVersion;

/** A condition that a model must meet before it is put in service. */
@FunctionalInterface
public interface Gate {
  /**
   * @param challenger the model that asks to be put in service
   * @param champion the version in service, if there is one
   * @return why the challenger must not pass, as a sentence with the numbers; empty when it may
   */
  Optional<String> objection(Candidate challenger, Optional<ModelVersion> champion);
}
