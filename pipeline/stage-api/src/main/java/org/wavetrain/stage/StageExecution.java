package org.wavetrain.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactError;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.artifacts.Sha256;
import org.wavetrain.failure.DiskFull;
import org.wavetrain.failure.MachineError;
import org.wavetrain.failure.UserFailure;

/** Runs a stage on its inputs and publishes what it made. */
record StageExecution(
    Job job,
    Stage stage,
    ArtifactStore store,
    RunLog log,
    EventSink events,
    StopRequest stop,
    Map<String, String> environment) {

  Manifest execute(Map<String, List<ArtifactReader>> inputs, Map<String, List<Sha256>> digests)
      throws Exception {
    ArtifactDraft draft = store.draft(job.key());
    CheckpointStore checkpoints =
        job.again() ? store.checkpointsOfReplacement(job.key()) : store.checkpoints(job.key());
    try (WorkDirectory work = WorkDirectory.create(environment, job.key())) {
      stage.run(context(inputs, draft, checkpoints, work.path()));
    } catch (IOException | UncheckedIOException failure) {
      throw DiskFull.behind(failure).isPresent() ? diskFull(failure) : failure;
    }
    job.sources().values().forEach(sources -> sources.forEach(JobSource::requireUnchanged));
    Provenance provenance =
        new Provenance(
            digests,
            CanonicalJson.of(job.parameters().asMap()),
            job.seed(),
            stage.descriptor().codeVersion(),
            checkpoints.elapsed());
    Manifest manifest = publish(draft, provenance, checkpoints);
    checkpoints.clear();
    return manifest;
  }

  /** Stages write to their work directories alone; the failure itself may not name the disk. */
  private UserFailure diskFull(Exception failure) {
    return new UserFailure(
        MachineError.DISK_FULL,
        "The disk of " + WorkDirectory.root(environment) + " is full.",
        "Free some space there, then run the same command: what is done stays done.",
        failure);
  }

  private Manifest publish(ArtifactDraft draft, Provenance provenance, CheckpointStore checkpoints)
      throws IOException {
    try {
      return job.again() ? draft.replace(provenance) : draft.publish(provenance);
    } catch (UserFailure refused) {
      if (refused.code() == ArtifactError.ARTIFACT_CONFLICT) {
        // Going on from its last state would end in the same conflict.
        checkpoints.clear();
      }
      throw refused;
    }
  }

  private StageContext context(
      Map<String, List<ArtifactReader>> inputs,
      ArtifactDraft draft,
      CheckpointStore checkpoints,
      Path work) {
    return new JobContext(
        job, inputs, draft, checkpoints, log, new EventProgress(events), work, stop);
  }
}
