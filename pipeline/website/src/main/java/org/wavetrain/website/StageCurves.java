package org.wavetrain.website;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.wavetrain.report.StageChart;
import org.wavetrain.tracking.GrowingHistory;
import org.wavetrain.tracking.MetricPoint;
import org.wavetrain.tracking.RunSummary;
import org.wavetrain.tracking.Tracking;

/**
 * The curves of stages. Those of a stage that has ended are drawn once; of one that goes on, only
 * what it has logged since is read.
 */
final class StageCurves {
  private static final int MOST_ENDED = 500;
  private static final int MOST_GROWING = 60;

  private final Tracking tracking;
  private final Latest<Ended, List<StageChart>> ended = new Latest<>(MOST_ENDED);
  private final Latest<Growing, GrowingHistory> growing = new Latest<>(MOST_GROWING);

  StageCurves(Tracking tracking) {
    this.tracking = tracking;
  }

  /** A stage may go on after it has ended, and be in several pipelines under several names. */
  private record Ended(String runId, Optional<Instant> when, String stage) {}

  private record Growing(String runId, String metric) {}

  List<StageChart> of(TrainedStage stage) {
    RunSummary run = stage.run();
    if (run.isUnderWay()) {
      return StageChart.of(stage.finished(), metric -> sinceBefore(run, metric));
    }
    Ended key = new Ended(run.id(), run.ended(), stage.finished().name());
    return ended.get(key, () -> StageChart.of(stage.finished(), metric -> logged(run, metric)));
  }

  private List<MetricPoint> logged(RunSummary run, String metric) {
    return run.metrics().containsKey(metric)
        ? tracking.history(run.id(), metric).points()
        : List.of();
  }

  private List<MetricPoint> sinceBefore(RunSummary run, String metric) {
    if (!run.metrics().containsKey(metric)) {
      return List.of();
    }
    Growing key = new Growing(run.id(), metric);
    GrowingHistory before =
        growing.find(key).orElseGet(() -> GrowingHistory.unread(run.id(), metric));
    GrowingHistory now = tracking.grown(before);
    growing.put(key, now);
    return now.history().points();
  }
}
