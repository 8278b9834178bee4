package org.wavetrain.local.runner;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.definition.PlannedStage;

/** The stages that run at this moment, and what they may take together. */
final class RunningStages {
  /** How long a stage has to save a checkpoint once it was asked to stop. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final RunSettings settings;
  private final KnownStages stages;
  private final Map<String, StartedStage> running = new LinkedHashMap<>();

  /** What the running ones may take, in MiB, by name. */
  private final Map<String, Long> memory = new HashMap<>();

  private boolean stopping;

  RunningStages(RunSettings settings, KnownStages stages) {
    this.settings = settings;
    this.stages = stages;
  }

  /** Whether one more stage fits. One alone always does: it may need less than it says. */
  synchronized boolean admits(PlannedStage stage) {
    long taken = memory.values().stream().mapToLong(Long::longValue).sum();
    return running.isEmpty()
        || (running.size() < settings.maximumParallelStages()
            && taken + memoryMebibytes(stage) <= settings.machine().memoryForStagesMebibytes());
  }

  /** What a stage takes at most with its parameters, as far as there is so much. */
  private long memoryMebibytes(PlannedStage stage) {
    return Math.min(
        stages.of(stage).memoryMebibytes(stage.parameters()),
        settings.machine().memoryForStagesMebibytes());
  }

  /** Starts a stage, unless all were asked to stop. */
  synchronized Optional<StartedStage> start(PlannedStage stage, Supplier<StartedStage> starter) {
    if (stopping) {
      return Optional.empty();
    }
    StartedStage run = starter.get();
    running.put(stage.name(), run);
    memory.put(stage.name(), memoryMebibytes(stage));
    return Optional.of(run);
  }

  synchronized void ended(String name) {
    running.remove(name);
    memory.remove(name);
  }

  synchronized Set<String> names() {
    return Set.copyOf(running.keySet());
  }

  /** Whether one of them makes this artifact. */
  synchronized boolean makes(ArtifactKey key) {
    return running.values().stream().anyMatch(run -> run.key().equals(key));
  }

  synchronized boolean isEmpty() {
    return running.isEmpty();
  }

  synchronized boolean isStopping() {
    return stopping;
  }

  /** Asks all stages to stop, starts no more, and returns when all have ended. */
  void stop() throws InterruptedException {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    for (StartedStage run : askToStop()) {
      run.process().killAfter(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
    }
  }

  private synchronized List<StartedStage> askToStop() {
    stopping = true;
    running.values().forEach(run -> run.process().stop());
    return new ArrayList<>(running.values());
  }
}
