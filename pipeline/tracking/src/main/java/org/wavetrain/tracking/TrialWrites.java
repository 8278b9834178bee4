package org.wavetrain.tracking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.tracking.LogEntry.End;
import org.wavetrain.tracking.LogEntry.MetricValue;
import org.wavetrain.tracking.LogEntry.Parameter;

/** Writes what a pipeline writes, each in the least, and removes it again. */
final class TrialWrites {
  /** Others who try at the same time may remove the experiment meanwhile. */
  private static final int MOST_ATTEMPTS = 3;

  private final Server server;
  private final Experiments experiments;
  private final RunCalls runs;
  private final ModelRegistry registry;
  private final String experiment;
  private final List<String> left = new ArrayList<>();

  TrialWrites(
      Server server,
      Experiments experiments,
      RunCalls runs,
      ModelRegistry registry,
      String experiment) {
    this.server = server;
    this.experiments = experiments;
    this.runs = runs;
    this.registry = registry;
    this.experiment = experiment;
  }

  WriteTrial make() {
    for (int attempt = 1; ; attempt++) {
      try {
        writeExperiment();
        return new WriteTrial(Optional.empty(), left);
      } catch (UserFailure refusal) {
        if (attempt == MOST_ATTEMPTS || !mayBeRemoved(refusal)) {
          return new WriteTrial(Optional.of(refusal), left);
        }
      }
    }
  }

  private static boolean mayBeRemoved(UserFailure refusal) {
    return refusal.code() == TrackingError.TRACKING_REQUEST_REFUSED
        || refusal.code() == TrackingError.TRACKING_NOT_FOUND;
  }

  /** One that is there already stays. */
  private void writeExperiment() {
    Optional<String> known = experiments.find(experiment);
    if (known.isPresent()) {
      writeRun(known.get());
      return;
    }
    String id = experiments.restoredOrNew(experiment);
    try {
      writeRun(id);
    } finally {
      remove(
          "the experiment " + experiment,
          () -> {
            // Deleting it twice is refused.
            if (experiments.find(experiment).isPresent()) {
              experiments.delete(id);
            }
          });
    }
  }

  private void writeRun(String experimentId) {
    String run = runs.create(new RunRequest(experimentId, "trial", Optional.empty(), Map.of()));
    try {
      long now = System.currentTimeMillis();
      LogBatch batch = new LogBatch();
      batch.add(new Parameter("parameter", "1"));
      batch.add(new MetricValue("metric", 1, 0, now));
      batch.add(new End(RunStatus.FINISHED, now));
      runs.log(run, batch, server.patience());
      writeModel(run);
    } finally {
      remove("the run " + run, () -> runs.delete(run));
    }
  }

  private void writeModel(String run) {
    String model = experiment + "-" + UUID.randomUUID();
    registry.ensureModel(model);
    try {
      int version =
          registry.createVersion(model, "s3://" + model + "/none", run, Map.of(), "").version();
      registry.setAlias(model, "champion", version);
    } finally {
      remove("the model " + model, () -> registry.delete(model));
    }
  }

  private void remove(String what, Runnable removal) {
    try {
      removal.run();
    } catch (UserFailure refused) {
      left.add(what + " (" + refused.getMessage() + ")");
    }
  }
}
