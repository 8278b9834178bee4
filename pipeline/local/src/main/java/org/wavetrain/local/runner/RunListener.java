package org.wavetrain.local.runner;

import java.nio.file.Path;
import org.wavetrain.stage.event.StageEvent;

/** Follows a run. Calls come from several threads, for one stage from one at a time. */
public interface RunListener {
  /** Before anything runs. */
  void planned(RunForecast forecast);

  /**
   * A stage begins to run.
   *
   * @param reason why it is not taken from the cache
   * @param log where its log goes
   */
  void started(String stage, String reason, Path log);

  /** A running stage tells something. */
  void told(String stage, StageEvent event);

  /** A stage is through. */
  void ended(String stage, StageOutcome outcome);
}
