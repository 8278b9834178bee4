package org.wavetrain.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.ObjectStoreSettings;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.failure.UserFailure;
import org.wavetrain.stage.event.FinishedEvent;
import org.wavetrain.tracking.Tracking;
import org.wavetrain.tracking.TrackingSettings;

/** Does one job from its text in the environment to the exit code. */
final class StageProcess {
  private static final Logger LOG = LoggerFactory.getLogger(StageProcess.class);

  private final Map<String, String> environment;
  private final EventSink events;
  private final Iterable<Stage> stages;
  private final StopRequest stop;

  StageProcess(
      Map<String, String> environment, EventSink events, Iterable<Stage> stages, StopRequest stop) {
    this.environment = environment;
    this.events = events;
    this.stages = stages;
    this.stop = stop;
  }

  ExitCode run() {
    try {
      events.send(new FinishedEvent(perform().contentDigest()));
      return ExitCode.DONE;
    } catch (Throwable failure) {
      StageFailure cause = StageFailure.of(failure);
      if (cause.exitCode() == ExitCode.STOPPED) {
        LOG.info("Stopped: {}", failure.getMessage());
      } else {
        LOG.error("The stage failed", failure);
        cause.event().ifPresent(events::send);
      }
      return cause.exitCode();
    }
  }

  private Manifest perform() throws Exception {
    Job job = job();
    Stage stage = stage(job);
    try (ArtifactStore store =
        ArtifactStore.connect(ObjectStoreSettings.fromEnvironment(environment))) {
      Optional<Manifest> published = job.again() ? Optional.empty() : store.find(job.key());
      if (published.isPresent()) {
        LOG.info("{} is published already", job.key());
        store.tidy(job.key());
        return published.get();
      }
      Map<String, List<ArtifactReader>> inputs = open(job.inputs(), store);
      Map<String, List<Sha256>> digests = digests(job, inputs);
      checkKey(job, stage, digests);
      try (Tracking tracking = Tracking.connect(TrackingSettings.fromEnvironment(environment));
          StageRun run = StageRun.begin(tracking, job, stage.descriptor())) {
        return run.record(
            () ->
                new StageExecution(job, stage, store, run, events, stop, environment)
                    .execute(inputs, digests),
            store.address(job.key()));
      }
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

  private static Map<String, List<ArtifactReader>> open(
      Map<String, List<ArtifactKey>> inputs, ArtifactStore store) throws IOException {
    Map<String, List<ArtifactReader>> readers = new LinkedHashMap<>();
    for (Map.Entry<String, List<ArtifactKey>> input : inputs.entrySet()) {
      List<ArtifactReader> behind = new ArrayList<>();
      for (ArtifactKey key : input.getValue()) {
        behind.add(store.open(key));
      }
      readers.put(input.getKey(), List.copyOf(behind));
    }
    return readers;
  }

  private static Map<String, List<Sha256>> digests(
      Job job, Map<String, List<ArtifactReader>> inputs) {
    Map<String, List<Sha256>> digests = new LinkedHashMap<>();
    job.sources()
        .forEach(
            (port, sources) -> digests.put(port, sources.stream().map(JobSource::digest).toList()));
    inputs.forEach(
        (port, readers) ->
            digests.put(
                port, readers.stream().map(reader -> reader.manifest().contentDigest()).toList()));
    return digests;
  }

  /** An artifact under a key that others compute differently would never be found again. */
  private static void checkKey(Job job, Stage stage, Map<String, List<Sha256>> digests) {
    ArtifactKey expected =
        ArtifactKeys.keyOf(stage.descriptor(), job.parameters(), job.seed(), digests);
    if (!expected.equals(job.key())) {
      throw new UserFailure(
          StageError.STAGE_KEY_MISMATCH,
          "The job asks for " + job.key() + ", but this stage would make " + expected + ".",
          "Plan and run with the same version of Wavetrain, and leave the inputs alone meanwhile.");
    }
  }
}
