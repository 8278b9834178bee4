package org.wavetrain.stage;

import java.util.List;
import org.wavetrain.artifacts.ArtifactReader;

/**
 * A stage whose work several processes can share. Its descriptor says so too.
 *
 * <p>What {@link #merge} puts equals, byte for byte, what {@link #run} puts, however many shards
 * there are.
 */
public interface ShardableStage extends Stage {
  /**
   * Does the work of one shard. What it puts is for {@link #merge} alone; there may be nothing to
   * do.
   */
  void runShard(StageContext context, Shard shard) throws Exception;

  /**
   * Makes the whole artifact.
   *
   * @param shards what {@link #runShard} put for each shard, in their order
   */
  void merge(StageContext context, List<ArtifactReader> shards) throws Exception;
}
