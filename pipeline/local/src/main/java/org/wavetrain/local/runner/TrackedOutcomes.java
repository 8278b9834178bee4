package org.wavetrain.local.runner;

import java.nio.file.Path;
import org.wavetrain.stage.event.StageEvent;

/** Tells the tracking server what becomes of stages as they end, and somebody else everything. */
record TrackedOutcomes(PipelineTracking run, RunListener next) implements RunListener {
  @Override
  public void planned(RunForecast forecast) {
    next.planned(forecast);
  }

  @Override
  public void started(String stage, String reason, Path log) {
    next.started(stage, reason, log);
  }

  @Override
  public void told(String stage, StageEvent event) {
    next.told(stage, event);
  }

  @Override
  public void ended(String stage, StageOutcome outcome) {
    run.stage(stage, outcome);
    next.ended(stage, outcome);
  }
}
