package org.wavetrain.local.runner;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Claims;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.definition.Pipeline;
import org.wavetrain.definition.PlannedStage;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.local.runner.StageOutcome.Cached;
import org.wavetrain.local.runner.StageOutcome.Failed;
import org.wavetrain.local.runner.StageOutcome.Made;
import org.wavetrain.stage.StageError;
import org.wavetrain.stage.event.MessageEvent;

/**
 * Takes the stages of one run through, each as soon as its inputs exist and there is room for it. A
 * stage's key is known only then, so that a stage whose inputs came out as they were before is
 * cached even though something before it ran.
 */
final class Schedule {
  private final Pipeline pipeline;
  private final StageSelection selection;
  private final StageInputs inputs;
  private final StageStarter starter;
  private final RunningStages running;
  private final ArtifactStore store;
  private final Claims claims;
  private final RunListener listener;

  /** Stages that are neither decided nor running, in the order of running. */
  private final Set<String> waiting = new LinkedHashSet<>();

  private final Map<String, Manifest> existing = new HashMap<>();
  private final Map<String, StageOutcome> outcomes = new HashMap<>();

  /** Stages that hung once in this run. */
  private final Set<String> hung = new HashSet<>();

  Schedule(
      Pipeline pipeline,
      StageSelection selection,
      RunForecast forecast,
      StageInputs inputs,
      StageStarter starter,
      RunningStages running,
      ArtifactStore store,
      Claims claims,
      RunListener listener) {
    this.pipeline = pipeline;
    this.selection = selection;
    this.inputs = inputs;
    this.starter = starter;
    this.running = running;
    this.store = store;
    this.claims = claims;
    this.listener = listener;
    for (StageForecast stage : forecast.stages()) {
      if (stage.verdict() != Verdict.LEFT_OUT) {
        waiting.add(stage.stage().name());
      }
    }
  }

  private record Ended(String stage, StageOutcome outcome) {}

  /**
   * Returns when no stage runs and none can be started any more.
   *
   * @return what became of the stages that were reached, in the pipeline's order
   */
  Map<String, StageOutcome> run() throws IOException, InterruptedException {
    ExecutorService watchers = Executors.newCachedThreadPool();
    try {
      CompletionService<Ended> ends = new ExecutorCompletionService<>(watchers);
      startWhatCan(ends);
      while (!running.isEmpty()) {
        Ended ended = ends.take().get();
        running.ended(ended.stage());
        if (isToBeTriedAgain(ended)) {
          waiting.add(ended.stage());
        } else {
          decide(ended.stage(), ended.outcome());
        }
        startWhatCan(ends);
      }
      return inOrder();
    } catch (ExecutionException failure) {
      throw unwrapped(failure);
    } finally {
      watchers.shutdownNow();
    }
  }

  /** One that hung is started once more: it goes on from its last checkpoint. */
  private boolean isToBeTriedAgain(Ended ended) {
    if (ended.outcome() instanceof Failed failed
        && failed.code().equals(StageError.STAGE_HUNG.name())
        && !running.isStopping()
        && hung.add(ended.stage())) {
      listener.told(
          ended.stage(), new MessageEvent(failed.sentence() + " It is started once more."));
      return true;
    }
    return false;
  }

  private static IOException unwrapped(ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof UserFailure told) {
      throw told;
    }
    return cause instanceof IOException known
        ? known
        : new IOException("Watching a stage failed: " + cause, cause);
  }

  private void startWhatCan(CompletionService<Ended> ends) throws IOException {
    for (PlannedStage stage : pipeline.stages()) {
      if (waiting.contains(stage.name()) && inputs.complete(stage, existing.keySet())) {
        ArtifactKey key = inputs.key(stage, existing);
        boolean again = selection.again(stage.name(), pipeline);
        Optional<Manifest> found = again ? Optional.empty() : store.find(key);
        if (found.isPresent()) {
          if (!running.makes(key)) {
            store.tidy(key, claims);
          }
          waiting.remove(stage.name());
          decide(stage.name(), new Cached(found.get()));
        } else if (allWell() && !running.makes(key) && running.admits(stage)) {
          start(stage, key, again, ends);
        }
      }
    }
  }

  private void start(
      PlannedStage stage, ArtifactKey key, boolean again, CompletionService<Ended> ends)
      throws IOException {
    String reason = reason(stage, again);
    Set<String> pending = new LinkedHashSet<>(waiting);
    pending.addAll(running.names());
    Optional<StartedStage> started =
        running.start(stage, () -> starter.start(stage, key, again, existing, pending));
    if (started.isPresent()) {
      waiting.remove(stage.name());
      StartedStage run = started.get();
      listener.started(stage.name(), reason, run.log());
      ends.submit(() -> new Ended(run.name(), run.await(store, listener)));
    }
  }

  /** Not the forecast's: that was made when inputs were missing which exist by now. */
  private String reason(PlannedStage stage, boolean again) throws IOException {
    return again
        ? StageSelection.AGAIN
        : MissReason.of(
            stage,
            pipeline.seed(),
            inputs.digests(stage, existing),
            MissReason.earlier(stage, store));
  }

  private boolean allWell() {
    return outcomes.values().stream()
        .allMatch(outcome -> outcome instanceof Cached || outcome instanceof Made);
  }

  private void decide(String stage, StageOutcome outcome) {
    outcomes.put(stage, outcome);
    if (outcome instanceof Cached cached) {
      existing.put(stage, cached.manifest());
    } else if (outcome instanceof Made made) {
      existing.put(stage, made.manifest());
    }
    listener.ended(stage, outcome);
  }

  private Map<String, StageOutcome> inOrder() {
    Map<String, StageOutcome> ordered = new LinkedHashMap<>();
    for (PlannedStage stage : pipeline.stages()) {
      if (outcomes.containsKey(stage.name())) {
        ordered.put(stage.name(), outcomes.get(stage.name()));
      }
    }
    return ordered;
  }
}
