package org.wavetrain.definition;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an orchestrator gives the tasks of one stage, or those that judge; what is empty is left to
 * it.
 *
 * @param retries how often a task that failed is tried again
 * @param timeout how long one attempt may take
 * @param cpus processors
 * @param memoryMebibytes main memory
 * @param gpus graphics cards
 * @param nodeSelector labels that the machine must have
 * @param pool the pool whose places limit how many of such tasks run at once
 * @param shards how many tasks share the work
 */
public record TaskSettings(
    Optional<Integer> retries,
    Optional<Duration> timeout,
    Optional<Double> cpus,
    Optional<Long> memoryMebibytes,
    Optional<Integer> gpus,
    Map<String, String> nodeSelector,
    Optional<String> pool,
    int shards) {
  /** All of it is left to the orchestrator. */
  public static final TaskSettings NONE =
      new TaskSettings(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Map.of(),
          Optional.empty(),
          1);

  public TaskSettings {
    nodeSelector = Collections.unmodifiableMap(new TreeMap<>(nodeSelector));
  }
}
