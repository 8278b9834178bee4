package org.wavetrain.stage;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.ClaimSettings;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.event.EventJson;
import org.wavetrain.stage.event.FinishedEvent;

/** Does one job from its text in the environment to the exit code. */
final class StageProcess {
  private static final Logger LOG = LoggerFactory.getLogger(StageProcess.class);

  private final Map<String, String> environment;
  private final EventSink events;
  private final Iterable<Stage> stages;
  private final StopRequest stop;
  private final LifeSigns signs = new LifeSigns();

  StageProcess(
      Map<String, String> environment, EventSink events, Iterable<Stage> stages, StopRequest stop) {
    this.environment = environment;
    this.events = events;
    this.stages = stages;
    this.stop = stop;
  }

  ExitCode run() {
    try {
      FinishedEvent result = watched();
      ResultFile.of(environment).write(EventJson.write(result));
      events.send(result);
      return ExitCode.DONE;
    } catch (Throwable failure) {
      StageFailure cause = StageFailure.of(failure);
      if (cause.exitCode() == ExitCode.STOPPED) {
        LOG.info("Stopped: {}", failure.getMessage());
      } else {
        LOG.error("The stage failed", failure);
      }
      cause.event().ifPresent(events::send);
      return cause.exitCode();
    }
  }

  private FinishedEvent watched() throws Exception {
    Duration patience = HangPatience.fromEnvironment(environment);
    try (HangWatch watch = new HangWatch(signs, events, patience).start()) {
      return perform();
    }
  }

  private FinishedEvent perform() throws Exception {
    Job job = job();
    Stage stage = stage(job);
    try (ArtifactStore store =
        ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(environment))) {
      if (job.key().isPresent() && job.shard().isEmpty() && !job.again()) {
        // Without a look at the inputs, which may be gone by now.
        Optional<Manifest> published = store.find(job.key().get());
        if (published.isPresent()) {
          return cached(published.get(), job.key().get(), job.shards(), store);
        }
      }
      JobInputs inputs = JobInputs.open(job, store);
      return perform(job, stage, inputs, Assignment.of(job, stage, inputs), store);
    }
  }

  private FinishedEvent perform(
      Job job, Stage stage, JobInputs inputs, Assignment assignment, ArtifactStore store)
      throws Exception {
    StageTurn turn = new StageTurn(store, environment, new EventProgress(events, signs), stop);
    Optional<Manifest> published = published(job, assignment, store);
    while (published.isEmpty()) {
      Optional<Claim> taken =
          turn.take(assignment.key(), () -> published(job, assignment, store).isPresent());
      if (taken.isPresent()) {
        try (Claim claim = taken.get()) {
          // Whoever had the claim before may have published.
          published = published(job, assignment, store);
          if (published.isEmpty()) {
            return make(job, stage, inputs, assignment, store, claim);
          }
        }
      } else {
        published = published(job, assignment, store);
      }
    }
    return cached(published.get(), assignment.key(), assignment.shards(), store);
  }

  private static Optional<Manifest> published(Job job, Assignment assignment, ArtifactStore store)
      throws IOException {
    return job.again() ? Optional.empty() : assignment.published(store);
  }

  private FinishedEvent cached(
      Manifest manifest, ArtifactKey key, List<ArtifactKey> shards, ArtifactStore store)
      throws IOException {
    LOG.info("{} is published already", manifest.key());
    store.tidy(manifest.key(), store.claims(ClaimSettings.fromEnvironment(environment)));
    for (ArtifactKey shard : shards) {
      store.remove(shard);
    }
    return new FinishedEvent(key, manifest.contentDigest(), true);
  }

  private FinishedEvent make(
      Job job,
      Stage stage,
      JobInputs inputs,
      Assignment assignment,
      ArtifactStore store,
      Claim claim)
      throws Exception {
    WorkDirectory.require(environment);
    ArtifactKey key = assignment.key();
    try (TrackingServices tracking =
            TrackingServices.connect(environment, store, new EventProgress(events, signs));
        StageRun run = StageRun.begin(tracking, job, key, stage.descriptor(), claim)) {
      Manifest made =
          run.record(
              metrics ->
                  new StageExecution(
                          job, stage, assignment, store, run, events, signs, stop, environment)
                      .execute(inputs, claim, metrics::use),
              store.address(key));
      for (ArtifactKey shard : assignment.shards()) {
        store.remove(shard);
      }
      return new FinishedEvent(key, made.contentDigest(), false);
    }
  }

  private Job job() {
    String text = environment.get(Job.VARIABLE);
    if (text == null || text.isBlank()) {
      throw new UserFailure(
          StageError.STAGE_JOB_INVALID,
          "The variable " + Job.VARIABLE + " is not set.",
          "Start stages with `wavetrain run`, which sets it.");
    }
    return Job.fromJson(text);
  }

  private Stage stage(Job job) {
    List<String> kinds = new ArrayList<>();
    for (Stage stage : stages) {
      if (stage.descriptor().kind().equals(job.kind())) {
        return stage;
      }
      kinds.add(stage.descriptor().kind());
    }
    throw new UserFailure(
        StageError.STAGE_KIND_UNKNOWN,
        "There is no stage of the kind " + job.kind() + " here, only " + kinds + ".",
        "Use a program, or an image, that has this stage.");
  }
}
