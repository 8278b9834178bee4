package org.wavetrain.cli;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wavetrain.faults.FaultPlan;
import org.wavetrain.faults.HttpFault;
import org.wavetrain.faults.HttpFault.LostRequest;
import org.wavetrain.faults.HttpHead;

/**
 * Kills a run's stage, or else the run, as {@code kill -9} does, once it asks for a kind of change
 * of the object store that nobody asked for before, which is not made then.
 */
final class StoreKiller implements FaultPlan {
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private final Set<String> deaths = new LinkedHashSet<>();
  private Process victim;

  /** From now on, this run and its stages are meant. */
  synchronized Process kills(Process run) {
    victim = run;
    return run;
  }

  /** The changes that killed a process each, in that order. */
  synchronized List<String> deaths() {
    return List.copyOf(deaths);
  }

  @Override
  public synchronized Optional<HttpFault> of(HttpHead request) {
    if (READING.contains(request.method()) || !deaths.add(kind(request))) {
      return Optional.empty();
    }
    ProcessHandle stageOrRun = victim.descendants().findFirst().orElse(victim.toHandle());
    stageOrRun.destroyForcibly();
    stageOrRun.onExit().join();
    return Optional.of(new LostRequest());
  }

  /** For example {@code PUT artifacts manifest}, whatever it is the manifest of. */
  private static String kind(HttpHead request) {
    String[] bucketAndPath = request.target().substring(1).split("/", 3);
    String manifest = request.target().endsWith("/manifest.json") ? " manifest" : "";
    return request.method() + " " + bucketAndPath[1] + manifest;
  }
}
