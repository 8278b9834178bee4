package org.wavetrain.stage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.MachineUse;
import org.wavetrain.tracking.TrackedRun;

/**
 * Logs what the machine does while a stage works, by the names under which MLflow shows it ({@code
 * mlflow/system_metrics}), every ten seconds.
 */
final class SystemMetrics implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SystemMetrics.class);
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Duration TOLERATED = Duration.ofSeconds(1);
  private static final String FIRST = "system/cpu_utilization_percentage";

  private final TrackedRun run;
  private final MachineLoad load;
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "system-metrics");
            thread.setDaemon(true);
            return thread;
          });
  private final long beganNanos = System.nanoTime();
  private long step;

  private SystemMetrics(TrackedRun run, MachineLoad load) {
    this.run = run;
    this.load = load;
    this.step = Math.max(0, run.nextStep(FIRST));
  }

  /**
   * Begins to log.
   *
   * @param folder on the disk whose space is looked at
   */
  static SystemMetrics of(TrackedRun run, Path folder) {
    SystemMetrics metrics = new SystemMetrics(run, new MachineLoad(folder));
    long period = INTERVAL.toMillis();
    metrics.sampler.scheduleAtFixedRate(metrics::log, period, period, TimeUnit.MILLISECONDS);
    return metrics;
  }

  /**
   * What the machine has given since this was made.
   *
   * @param elapsed how long the artifact has been in the making; when that is longer, its energy is
   *     not known
   */
  MachineUse use(Duration elapsed) {
    OptionalDouble energy = OptionalDouble.empty();
    Duration own = Duration.ofNanos(System.nanoTime() - beganNanos);
    if (elapsed.minus(own).compareTo(TOLERATED) <= 0) {
      try {
        energy = load.wattHours();
      } catch (IOException unreadable) {
        LOG.debug("No energy is told", unreadable);
      }
    }
    return new MachineUse(Runtime.getRuntime().availableProcessors(), energy);
  }

  /** Logs what there is to tell now. */
  void log() {
    try {
      load.figures().forEach((name, value) -> run.metric("system/" + name, value, step));
      step++;
    } catch (IOException | RuntimeException failure) {
      // The stage itself meets whatever is wrong with the log or the disk; this is an extra.
      LOG.debug("No system metrics this time", failure);
    }
  }

  @Override
  public void close() {
    sampler.shutdown();
    try {
      // Nothing may be logged once the run has ended.
      sampler.awaitTermination(INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interruption) {
      Thread.currentThread().interrupt();
    }
  }
}
