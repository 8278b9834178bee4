package org.wavetrain.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wavetrain.artifacts.ArtifactDraft;
import org.wavetrain.artifacts.ArtifactError;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.CanonicalJson;
import org.wavetrain.artifacts.CheckpointStore;
import org.wavetrain.artifacts.Claim;
import org.wavetrain.artifacts.MachineUse;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.artifacts.Provenance;
import org.wavetrain.failure.DiskTrouble;
import org.wavetrain.failure.UserFailure;

/** Runs a stage on its inputs and publishes what it made. */
record StageExecution(
    Job job,
    Stage stage,
    Assignment assignment,
    ArtifactStore store,
    StageRun log,
    EventSink events,
    LifeSigns signs,
    StopRequest stop,
    Map<String, String> environment) {

  /**
   * @param claim proves that no other process makes the same artifact
   * @param use what the machine has given, by how long the artifact has been in the making
   */
  Manifest execute(JobInputs inputs, Claim claim, Function<Duration, MachineUse> use)
      throws Exception {
    ArtifactKey key = assignment.key();
    ArtifactDraft draft = store.draft(key, claim);
    CheckpointStore checkpoints =
        job.again() ? store.checkpointsOfReplacement(key, claim) : store.checkpoints(key, claim);
    try (WorkDirectory work = WorkDirectory.create(environment, key)) {
      run(context(inputs.readers(), draft, log.keeping(checkpoints), work.path()));
    } catch (StageStopped stopped) {
      if (claim.isLost()) {
        // That, rather than somebody's wish, is why it stopped.
        claim.require();
      }
      throw stopped;
    } catch (IOException | UncheckedIOException failure) {
      Optional<DiskTrouble> trouble = DiskTrouble.behind(failure);
      throw trouble.isPresent() ? refused(trouble.get(), failure) : failure;
    }
    if (job.shard().isEmpty()) {
      // A shard would read all of it, where it has read a part: the whole artifact looks after it.
      job.sources().values().forEach(sources -> sources.forEach(JobSource::requireUnchanged));
    }
    Duration elapsed = checkpoints.elapsed().plus(elapsedOfShards());
    Provenance provenance =
        new Provenance(
            inputs.digests(),
            CanonicalJson.of(job.parameters().asMap()),
            job.seed(),
            stage.descriptor().codeVersion(),
            elapsed,
            use.apply(elapsed));
    // Once it is published, nobody makes it again, and nothing would be logged again.
    log.sendOrKeep();
    Manifest manifest = publish(draft, provenance, checkpoints);
    checkpoints.clear();
    return manifest;
  }

  /** What is made of shards took as long as all of them together, wherever they ran. */
  private Duration elapsedOfShards() throws IOException {
    Duration sum = Duration.ZERO;
    for (ArtifactReader shard : JobInputs.open(job.shards(), store)) {
      sum = sum.plus(shard.manifest().elapsed());
    }
    return sum;
  }

  private void run(StageContext context) throws Exception {
    if (!(stage instanceof ShardableStage shardable)) {
      stage.run(context);
    } else if (job.shard().isPresent()) {
      shardable.runShard(context, job.shard().get());
    } else if (job.shards().isEmpty()) {
      stage.run(context);
    } else {
      shardable.merge(context, JobInputs.open(job.shards(), store));
    }
  }

  /** Stages write to their work directories alone; the failure itself may not name the disk. */
  private UserFailure refused(DiskTrouble trouble, Exception failure) {
    return new UserFailure(
        trouble.code(),
        "The disk of " + WorkDirectory.root(environment) + " is " + trouble.word() + ".",
        trouble.remedy() + ", then run the same command: what is done stays done.",
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
        job, inputs, draft, checkpoints, log, new EventProgress(events, signs), work, stop, signs);
  }
}
