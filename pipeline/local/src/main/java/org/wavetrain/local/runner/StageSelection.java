package org.wavetrain.local.runner;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.failure.UserFailure;

/**
 * Which stages of a pipeline take part in a run. Artifacts of those that they depend on are used if
 * they exist.
 *
 * @param from only this stage and those that depend on it
 * @param until only this stage and those that it depends on
 * @param only only this stage
 * @param noCache these are made again even though their artifact exists
 */
public record StageSelection(
    Optional<String> from, Optional<String> until, Optional<String> only, Set<String> noCache) {
  /** Why a stage runs that is made again. */
  static final String AGAIN = "--no-cache";

  public StageSelection {
    noCache = Set.copyOf(noCache);
  }

  /** All stages, each from the cache if its artifact exists. */
  public static StageSelection all() {
    return new StageSelection(Optional.empty(), Optional.empty(), Optional.empty(), Set.of());
  }

  /**
   * The names of the stages that take part, in the order of running.
   *
   * @throws UserFailure {@code RUN_STAGE_UNKNOWN}
   */
  public Set<String> of(Pipeline pipeline) {
    Stream.of(from.stream(), until.stream(), only.stream(), noCache.stream())
        .flatMap(names -> names)
        .forEach(name -> check(pipeline, name));
    Set<String> names =
        pipeline.stages().stream()
            .map(PlannedStage::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    from.ifPresent(name -> names.retainAll(with(name, pipeline.downstreamOf(name))));
    until.ifPresent(name -> names.retainAll(with(name, pipeline.upstreamOf(name))));
    only.ifPresent(name -> names.retainAll(Set.of(name)));
    return names;
  }

  /** Whether a stage is made again even though its artifact exists. */
  boolean again(String stage, Pipeline pipeline) {
    return noCache.contains(stage) && of(pipeline).contains(stage);
  }

  private static Set<String> with(String name, Set<String> others) {
    Set<String> names = new LinkedHashSet<>(others);
    names.add(name);
    return names;
  }

  private static void check(Pipeline pipeline, String name) {
    if (pipeline.find(name).isEmpty()) {
      throw new UserFailure(
          RunnerError.RUN_STAGE_UNKNOWN,
          "The pipeline %s has no stage %s.".formatted(pipeline.name(), name),
          "Its stages are "
              + pipeline.stages().stream().map(PlannedStage::name).collect(Collectors.joining(", "))
              + ".");
    }
  }
}
