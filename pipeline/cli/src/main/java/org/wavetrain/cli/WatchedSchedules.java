package org.wavetrain.cli;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.airflow.Airflow;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.website.Schedule;
import org.wavetrain.website.Schedules;

/**
 * What an Airflow server is going to run. It is asked now and then, so that nobody waits for a
 * server that is away.
 */
final class WatchedSchedules implements Schedules, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedSchedules.class);
  private static final int INTERVAL_SECONDS = 20;

  private final Airflow airflow;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "schedules");
            thread.setDaemon(true);
            return thread;
          });

  private volatile List<Schedule> known = List.of();
  private volatile UserFailure failure;

  private WatchedSchedules(Airflow airflow) {
    this.airflow = airflow;
  }

  /** Begins to ask. */
  static WatchedSchedules of(Airflow airflow) {
    WatchedSchedules watched = new WatchedSchedules(airflow);
    watched.clock.scheduleWithFixedDelay(watched::ask, 0, INTERVAL_SECONDS, TimeUnit.SECONDS);
    return watched;
  }

  private void ask() {
    try {
      known =
          airflow.dags(AirflowCommand.TAG).stream()
              .map(dag -> new Schedule(dag.id(), dag.schedule(), dag.nextRun(), dag.paused()))
              .toList();
      failure = null;
    } catch (UserFailure away) {
      failure = away;
    } catch (RuntimeException atFault) {
      LOG.error("the schedules cannot be read", atFault);
      failure =
          new UserFailure(
              CommandError.INTERNAL_ERROR,
              "The schedules cannot be read: " + atFault + ".",
              "The log tells more.",
              atFault);
    }
  }

  @Override
  public List<Schedule> all() {
    UserFailure last = failure;
    if (last != null) {
      throw last;
    }
    return known;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
