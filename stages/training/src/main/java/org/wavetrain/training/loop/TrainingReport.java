package org.wavetrain.training.loop;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wavetrain.stage.Progress;
import org.wavetrain.stage.RunLog;

/** Tells the tracking server and the person watching how the training goes. */
final class TrainingReport {
  private final RunLog log;
  private final Progress progress;
  private final long totalSteps;
  private final Map<String, Double> evaluation = new LinkedHashMap<>();
  private TimeLeft timeLeft = new TimeLeft(System.nanoTime(), 0);
  private boolean estimated;

  TrainingReport(RunLog log, Progress progress, long totalSteps) {
    this.log = log;
    this.progress = progress;
    this.totalSteps = totalSteps;
  }

  /**
   * Training begins, or goes on.
   *
   * @param step updates done
   */
  void begin(long step) {
    timeLeft = new TimeLeft(System.nanoTime(), step);
  }

  void step(long step, StepLoss loss, double gradientNorm, double learningRate) {
    log.metric("loss", loss.loss(), step);
    log.metric("gradient_norm", gradientNorm, step);
    log.metric("learning_rate", learningRate, step);
    loss.figures().forEach((name, value) -> log.metric(name, value, step));
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", loss.loss());
    figures.putAll(evaluation);
    progress.update(step, totalSteps, "steps", figures);
  }

  /** Logs the figures and how many minutes are left; says so the first time. */
  void throughput(long step, Map<String, Double> figures) {
    figures.forEach((name, value) -> log.metric(name, value, step));
    Duration left = timeLeft.at(System.nanoTime(), step, totalSteps);
    log.metric("minutes_left", left.toMillis() / 60_000.0, step);
    if (!estimated && step < totalSteps) {
      estimated = true;
      progress.message(
          "about %s left for %d more updates".formatted(TimeLeft.written(left), totalSteps - step));
    }
  }

  void evaluation(long step, Map<String, Double> metrics, BestMetric shown) {
    metrics.forEach((name, value) -> log.metric(name, value, step));
    show(metrics, shown);
  }

  /** Shows an evaluation of before an interruption, which is logged already. */
  void show(Map<String, Double> metrics, BestMetric shown) {
    if (metrics.containsKey(shown.name())) {
      evaluation.put(shown.name().replace("validation_", ""), metrics.get(shown.name()));
    }
  }

  void warning(TrainingWarning warning) {
    progress.message(
        "warning %s at step %d: %s; %s"
            .formatted(warning.name(), warning.step(), warning.sentence(), warning.remedy()));
    log.tag("wavetrain.warning." + warning.name(), warning.sentence());
  }

  void resumed(long step) {
    progress.message("goes on from the checkpoint after step " + step);
  }
}
