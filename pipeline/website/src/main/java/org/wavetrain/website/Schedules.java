package org.wavetrain.website;

import java.util.List;

/** What an orchestrator is going to run. */
@FunctionalInterface
public interface Schedules {
  /**
   * Asks it.
   *
   * @throws org.wavetrain.failure.UserFailure if it does not answer
   */
  List<Schedule> all();
}
