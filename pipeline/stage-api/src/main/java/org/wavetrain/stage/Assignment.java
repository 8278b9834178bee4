package org.wavetrain.stage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.wavetrain.artifacts.ArtifactKey;
import org.wavetrain.artifacts.ArtifactStore;
import org.wavetrain.artifacts.Manifest;
import org.wavetrain.definition.ArtifactKeys;
import org.wavetrain.failure.UserFailure;

/**
 * What a job comes to, once its inputs are known.
 *
 * @param whole the key of the stage's artifact
 * @param key the key of the artifact to make: that, or that of one of its shards
 * @param shards the keys of the shards to make it of; empty if there are none
 */
record Assignment(ArtifactKey whole, ArtifactKey key, List<ArtifactKey> shards) {
  /**
   * @throws UserFailure {@code STAGE_KEY_MISMATCH}, {@code STAGE_NOT_SHARDABLE}
   */
  static Assignment of(Job job, Stage stage, JobInputs inputs) {
    ArtifactKey whole =
        ArtifactKeys.keyOf(stage.descriptor(), job.parameters(), job.seed(), inputs.digests());
    // An artifact under a key that others compute differently would never be found again.
    job.key().ifPresent(given -> requireEqual(given, whole));
    boolean shared = job.shard().isPresent() || !job.shards().isEmpty();
    if (shared && !(stage instanceof ShardableStage)) {
      throw new UserFailure(
          StageError.STAGE_NOT_SHARDABLE,
          "The work of a stage of the kind " + job.kind() + " cannot be shared out.",
          "Leave its shards out of the pipeline file's orchestration.");
    }
    requireShards(job.shards(), whole);
    return new Assignment(
        whole, job.shard().map(shard -> shard.keyIn(whole)).orElse(whole), job.shards());
  }

  /** The artifact, if nobody needs to make it; that of a shard neither if the whole is there. */
  Optional<Manifest> published(ArtifactStore store) throws IOException {
    Optional<Manifest> made = store.find(key);
    return made.isPresent() || key.equals(whole) ? made : store.find(whole);
  }

  private static void requireShards(List<ArtifactKey> given, ArtifactKey whole) {
    for (int index = 0; index < given.size(); index++) {
      requireEqual(given.get(index), new Shard(index, given.size()).keyIn(whole));
    }
  }

  private static void requireEqual(ArtifactKey given, ArtifactKey expected) {
    if (!given.equals(expected)) {
      throw new UserFailure(
          StageError.STAGE_KEY_MISMATCH,
          "The job names " + given + ", but this stage would make " + expected + ".",
          "Plan and run with the same version of Wavetrain, and leave the inputs alone meanwhile.");
    }
  }
}
