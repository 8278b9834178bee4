package org.wavetrain.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.wavetrain.artifacts.ArtifactReader;
import org.wavetrain.stage.Shard;
import org.wavetrain.stage.ShardableStage;

/** Does a stage's work shard by shard and puts it together, in memory. */
public final class ShardedWork {
  private ShardedWork() {}

  /**
   * The context of the merge, whose output is the whole artifact.
   *
   * @param contexts makes one for each shard and one for the merge, all alike
   */
  public static InMemoryStageContext merged(
      ShardableStage stage, int count, Callable<InMemoryStageContext> contexts) throws Exception {
    List<ArtifactReader> shards = new ArrayList<>();
    for (int index = 0; index < count; index++) {
      InMemoryStageContext context = contexts.call();
      stage.runShard(context, new Shard(index, count));
      shards.add(context.output());
    }
    InMemoryStageContext context = contexts.call();
    stage.merge(context, shards);
    return context;
  }
}
