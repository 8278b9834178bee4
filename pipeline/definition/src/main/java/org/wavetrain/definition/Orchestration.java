package org.wavetrain.definition;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an orchestrator runs a pipeline; the local runner has no use for it.
 *
 * @param schedule a cron expression or one of Airflow's presets; empty for none
 * @param start the first date of schedules and backfills
 * @param executor what runs the tasks
 * @param retries how often a task that failed is tried again
 * @param retryDelay the pause before the first of these; the ones after it grow
 * @param timeout how long one attempt of a task may take
 * @param approval whether a person must approve each promotion
 * @param variants what is run besides each other, in the file's order; at least one
 * @param tasks the settings of single stages, by stage
 * @param gate the settings of the tasks that judge versions, which may evaluate one again
 */
public record Orchestration(
    Optional<String> schedule,
    LocalDate start,
    Executor executor,
    int retries,
    Duration retryDelay,
    Duration timeout,
    boolean approval,
    List<Variant> variants,
    Map<String, TaskSettings> tasks,
    TaskSettings gate) {
  /** What a file without the section means. */
  public static final Orchestration DEFAULT =
      new Orchestration(
          Optional.empty(),
          LocalDate.of(2026, 1, 1),
          Executor.DOCKER,
          2,
          Duration.ofMinutes(1),
          Duration.ofHours(12),
          false,
          List.of(Variant.DEFAULT),
          Map.of(),
          TaskSettings.NONE);

  /** What runs a task. */
  public enum Executor {
    /** A container of the Docker daemon beside the scheduler's worker. */
    DOCKER,
    /** A pod. */
    KUBERNETES,
    /** A process of the machine that the scheduler runs on. */
    PROCESS
  }

  public Orchestration {
    variants = List.copyOf(variants);
    tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
  }
}
